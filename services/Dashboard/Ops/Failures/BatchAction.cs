using System.Text.Json.Nodes;
using EventPlatform.Dashboard.Display;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops.Failures;

/// <summary>What can be done with all letters of a filter.</summary>
/// <param name="State">The state of the letters that it applies to.</param>
internal sealed record BatchAction(string Verb, string State, string Title, string Meaning, bool IsDanger = false)
{
    /// <summary>The most steps of 100 letters each, so that a request ends before the browser gives up.</summary>
    private const int MaxSteps = 20;

    public static readonly IReadOnlyList<BatchAction> All =
    [
        new("redrive", LetterFilter.Waiting, "Redrive letters",
            "Each report is tried again, as it came or with a change. Reports that fail again keep waiting."),
        new("archive", LetterFilter.Waiting, "Archive letters",
            "Archived letters are kept and no longer count as waiting. A letter waits again if its report comes and fails again.",
            IsDanger: true),
        new("restore", "archived", "Let letters wait again", "Archived letters wait again, as if they had not been archived."),
    ];

    public string Button(long count) => Verb switch
    {
        "redrive" => $"Redrive {Numbers.Count(count, "letter")}",
        "archive" => $"Archive {Numbers.Count(count, "letter")}",
        _ => $"Let {Numbers.Count(count, "letter")} wait again",
    };

    /// <exception cref="UpstreamException">It is refused, for example because the number of letters has changed.</exception>
    public async Task<Outcome> RunAsync(PlatformApi platform, JsonObject filter, long count, BatchForm form, CancellationToken ct)
    {
        var order = new JsonObject { ["filter"] = filter, ["count"] = count, ["comment"] = form.Comment };
        if (Verb == "redrive")
        {
            order["patch"] = form.ReadPatch();
            return await RedriveAsync(platform, order, ct);
        }

        var changed = await platform.SendAsync<BatchChanged>(Service.EventStore, HttpMethod.Post, $"/v1/dead-letters/{Verb}", order, ct);
        return new($"{Numbers.Count(changed!.Changed, "letter")} {(Verb == "archive" ? "archived" : "wait again")}.");
    }

    private static async Task<Outcome> RedriveAsync(PlatformApi platform, JsonObject order, CancellationToken ct)
    {
        var (stored, duplicate, failed, remaining) = (0L, 0L, 0L, 0L);
        for (var step = 0; step < MaxSteps; step++)
        {
            BatchRedriven done;
            try
            {
                done = (await platform.SendAsync<BatchRedriven>(
                    Service.EventStore, HttpMethod.Post, "/v1/dead-letters/redrive", order, ct))!;
            }
            catch (UpstreamException why) when (step > 0)
            {
                return new($"{Said(stored, duplicate, failed)} Then it stopped: {why.Title}. {why.Detail}", IsPartial: true);
            }

            (stored, duplicate, failed) = (stored + done.Stored, duplicate + done.Duplicate, failed + done.Failed);
            remaining = done.Remaining;
            if (done.After is null) break;
            (order["count"], order["after"], order["upTo"]) = (done.Remaining, done.After, done.UpTo);
        }

        var rest = remaining > 0 ? $" {Numbers.Count(remaining, "letter")} were not tried yet: do the same again." : "";
        return new(Said(stored, duplicate, failed) + rest, IsPartial: failed + remaining > 0);
    }

    private static string Said(long stored, long duplicate, long failed) =>
        $"{Numbers.Count(stored, "report")} stored, {Numbers.Of(duplicate)} stored already, {Numbers.Of(failed)} failed again.";
}
