using System.IO.Pipelines;
using EventPlatform.Ingestion.Bodies;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Room_for_bodies : IDisposable
{
    private const int Capacity = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ManualTime time = new();
    private readonly BodyRoom room;
    private readonly List<IncomingBody> bodies = [];
    private readonly CancellationTokenSource revoked = new();

    public Room_for_bodies() => room = new BodyRoom(Capacity, Patience, time);

    [Fact]
    public async Task A_body_that_arrives_is_read_whole()
    {
        var body = await SentAsync(300_000);

        (await Read(body))!.Value.Length.ShouldBe(300_000);
        body.Stopped.ShouldBeNull();
    }

    [Fact]
    public async Task A_body_that_is_announced_too_large_is_not_read() =>
        await EndsAsync(Begin().Body.ReadWholeAsync(Capacity + 1, Capacity).AsTask(), BodyEnd.TooLarge);

    [Fact]
    public async Task A_body_that_becomes_too_large_is_not_read_on()
    {
        var (body, client) = Begin();
        _ = client.WriteAsync(new byte[Capacity + 1]).AsTask();

        await EndsAsync(Read(body), BodyEnd.TooLarge);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(500_000)]
    public async Task A_body_that_stops_half_way_ends_when_its_time_is_over(int sent)
    {
        var (body, client) = Begin();
        var sending = client.WriteAsync(new byte[sent]);
        var reading = Read(body);
        await IsKeptWaitingAsync(body, sent);

        time.Advance(IncomingBody.TimeToArrive);

        await EndsAsync(reading, BodyEnd.TooSlow);
        await sending;
    }

    [Fact]
    public async Task A_body_that_has_not_arrived_takes_no_room()
    {
        for (var number = 0; number < 100; number++) _ = Read(Begin().Body);

        (await Read(await SentAsync(Capacity)))!.Value.Length.ShouldBe(Capacity);
    }

    [Fact]
    public async Task Where_room_is_short_the_oldest_body_that_keeps_others_waiting_is_stopped()
    {
        var (stalled, client) = Begin();
        var sending = client.WriteAsync(new byte[600_000]);
        var old = Read(stalled);
        await IsKeptWaitingAsync(stalled, 600_000);
        time.Advance(TimeSpan.FromSeconds(1));

        var other = Read(await SentAsync(600_000));

        await EndsAsync(old, BodyEnd.NoRoom);
        await sending;
        stalled.Dispose();
        (await other)!.Value.Length.ShouldBe(600_000);
    }

    [Fact]
    public async Task A_body_that_has_only_begun_is_waited_for()
    {
        var (young, client) = Begin();
        var sending = client.WriteAsync(new byte[600_000]);
        var reading = Read(young);
        await IsKeptWaitingAsync(young, 600_000);
        await sending;
        var other = Read(await SentAsync(600_000));
        await Until(() => time.IsWaitedFor);

        await client.CompleteAsync();
        (await reading)!.Value.Length.ShouldBe(600_000);
        young.Dispose();

        (await other)!.Value.Length.ShouldBe(600_000);
    }

    [Fact]
    public async Task Bodies_that_need_more_than_there_is_come_to_their_end_one_after_the_other()
    {
        var clients = Enumerable.Range(0, 3).Select(_ => Begin()).ToList();
        var reading = clients.ConvertAll(client => Read(client.Body));
        foreach (var (_, client) in clients) _ = FinishAsync(client, 900_000);

        foreach (var (index, (body, _)) in clients.Index())
        {
            (await reading[index])!.Value.Length.ShouldBe(900_000);
            body.Dispose();
        }
    }

    [Fact]
    public async Task Patience_ends_where_nothing_is_given_back()
    {
        await Read(await SentAsync(Capacity));
        var waiting = Read(await SentAsync(600_000));

        while (!waiting.IsCompleted)
        {
            await Until(() => time.IsWaitedFor || waiting.IsCompleted);
            if (!waiting.IsCompleted) time.Advance(TimeSpan.FromSeconds(0.5));
        }

        await EndsAsync(waiting, BodyEnd.NoRoom);
    }

    [Fact]
    public async Task A_revoked_key_ends_the_read_that_waits()
    {
        var (body, _) = Begin();
        var reading = Read(body);

        await revoked.CancelAsync();

        await EndsAsync(reading, BodyEnd.KeyRevoked);
    }

    public void Dispose()
    {
        bodies.ForEach(body => body.Dispose());
        revoked.Dispose();
    }

    private (IncomingBody Body, PipeWriter Client) Begin()
    {
        var pipe = new Pipe(
            new PipeOptions(pauseWriterThreshold: IncomingBody.ReadAhead, resumeWriterThreshold: IncomingBody.ReadAhead / 2));
        var body = new IncomingBody(pipe.Reader, room, time, revoked.Token, CancellationToken.None);
        bodies.Add(body);
        return (body, pipe.Writer);
    }

    private async Task<IncomingBody> SentAsync(int bytes)
    {
        var (body, client) = Begin();
        await Task.Yield();
        _ = FinishAsync(client, bytes);
        return body;
    }

    private static async Task FinishAsync(PipeWriter client, int bytes)
    {
        await client.WriteAsync(new byte[bytes]);
        await client.CompleteAsync();
    }

    private static Task<System.Buffers.ReadOnlySequence<byte>?> Read(IncomingBody body) => body.ReadWholeAsync(null, Capacity).AsTask();

    private async Task EndsAsync(Task<System.Buffers.ReadOnlySequence<byte>?> reading, BodyEnd why)
    {
        (await reading).ShouldBeNull();
        bodies.Select(body => body.Stopped).ShouldContain(why);
    }

    private static Task IsKeptWaitingAsync(IncomingBody body, long bytes) =>
        Until(() => body.KeepsWaiting && (bytes <= IncomingBody.ReadAhead || body.Held.Bytes == bytes));

    private static Task Until(Func<bool> condition) => Task.Run(() => SpinWait.SpinUntil(condition, Patience).ShouldBeTrue());
}
