using System.Security.Cryptography;
using System.Text;
using EventPlatform.Hosting.Access;
using Microsoft.Extensions.Options;

namespace EventPlatform.UnitTests.Hosting;

/// <summary>The keys that requests hold across snapshots.</summary>
public sealed class Held_keys
{
    private static readonly ApiKey Configured = new("installation", Role.Ops, Hash("configured"));
    private static readonly ApiKey Issued = new("reader", Role.Read, Hash("issued"));
    private readonly AccessDirectory directory = new(Options.Create<List<ApiKey>>([Configured]));

    [Fact]
    public void A_key_stays_held_while_snapshots_repeat_it()
    {
        directory.Replace(new([Issued], []));
        var held = directory.FindKey(AccessDirectory.HashOf("issued"))!;

        directory.Replace(new([Issued with { }], []));

        held.Ended.IsCancellationRequested.ShouldBeFalse();
        directory.FindKey(AccessDirectory.HashOf("issued")).ShouldBeSameAs(held);
    }

    [Fact]
    public async Task A_key_that_is_left_out_ends_for_the_requests_that_hold_it()
    {
        directory.Replace(new([Issued], []));
        var held = directory.FindKey(AccessDirectory.HashOf("issued"))!;
        var ended = Ends(held);

        directory.Replace(new([], []));

        await ended;
        directory.FindKey(AccessDirectory.HashOf("issued")).ShouldBeNull();
    }

    [Fact]
    public async Task A_changed_role_ends_requests_of_the_old_role()
    {
        directory.Replace(new([Issued with { Role = Role.Ops }], []));
        var ended = Ends(directory.FindKey(AccessDirectory.HashOf("issued"))!);

        directory.Replace(new([Issued], []));

        await ended;
        directory.FindKey(AccessDirectory.HashOf("issued"))!.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public void Keys_of_the_configuration_do_not_end()
    {
        var held = directory.FindKey(AccessDirectory.HashOf("configured"))!;

        directory.Replace(new([], []));

        held.Ended.IsCancellationRequested.ShouldBeFalse();
    }

    private static async Task Ends(HeldKey held)
    {
        var ended = new TaskCompletionSource();
        await using var registration = held.Ended.Register(ended.SetResult);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
