using EventPlatform.Ingestion.Publishing;

namespace EventPlatform.UnitTests.Ingestion;

public sealed class Acknowledging
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ManualTime time = new();
    private readonly Acknowledgement acknowledgement;

    public Acknowledging() => acknowledgement = new Acknowledgement(time);

    [Fact]
    public async Task A_request_without_reports_has_nothing_to_wait_for() => (await WaitAsync()).ShouldBeTrue();

    [Fact]
    public async Task All_are_confirmed_when_the_last_one_is()
    {
        Expect(2);
        var waiting = WaitAsync();
        acknowledgement.Confirm();
        waiting.IsCompleted.ShouldBeFalse();

        acknowledgement.Confirm();

        (await waiting).ShouldBeTrue();
        acknowledgement.Confirmed.ShouldBe(2);
    }

    [Fact]
    public async Task Confirms_before_the_last_report_was_sent_count()
    {
        Expect(1);
        acknowledgement.Confirm();
        Expect(1);
        acknowledgement.Confirm();

        (await WaitAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Patience_ends_where_no_confirm_comes()
    {
        Expect(1);
        var waiting = WaitAsync();

        time.Elapse();

        (await waiting).ShouldBeFalse();
    }

    [Fact]
    public async Task Patience_begins_anew_with_each_confirm()
    {
        Expect(3);
        var waiting = WaitAsync();
        acknowledgement.Confirm();
        time.Elapse();
        SpinWait.SpinUntil(() => time.IsWaitedFor && !waiting.IsCompleted, Patience).ShouldBeTrue("it waits on");
        acknowledgement.Confirm();
        acknowledgement.Confirm();

        (await waiting).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_wait()
    {
        Expect(1);
        using var gone = new CancellationTokenSource();
        var waiting = acknowledgement.AllConfirmedAsync(Patience, gone.Token);

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(waiting);
    }

    private void Expect(int reports)
    {
        for (var report = 0; report < reports; report++) acknowledgement.Expect();
    }

    private Task<bool> WaitAsync() => acknowledgement.AllConfirmedAsync(Patience, CancellationToken.None);
}
