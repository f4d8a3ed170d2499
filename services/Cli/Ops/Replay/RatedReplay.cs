using System.Text.Json;
using System.Text.Encodings.Web;

namespace EventPlatform.Cli.Ops.Replay;

/// <summary>Sends events in their order, no faster than a rate, and notes after each batch how far it is.</summary>
internal sealed class RatedReplay(LogStretch stretch, IReplayTarget target, int rate, TimeProvider time)
{
    private const int BatchSize = 100;
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>How many events were sent, in this run and in those that it went on from.</returns>
    public async Task<long> RunAsync(ReplayCheckpoint done, string path, CancellationToken ct)
    {
        Keep(done, path); // before the first event, so that the same command goes on whenever it is interrupted
        var (began, sent, progress) = (time.GetTimestamp(), 0L, new ProgressLine("position", time));
        await progress.SayAsync(done.Position, done.Last);
        while (done.Position < done.Last)
        {
            var (events, next) = await stretch.ReadAsync(done.Position, done.Last, ct);
            foreach (var batch in events.Chunk(Math.Min(BatchSize, rate)))
            {
                foreach (var one in batch) one["replay"] = true;
                await target.SendAsync([.. batch.Select(one => one.ToJsonString(OneLine))], ct);
                sent += batch.Length;
                done = Keep(
                    done with { Position = (long)batch[^1]["position"]!, Bytes = target.Bytes, Events = done.Events + batch.Length }, path);
                var due = TimeSpan.FromSeconds((double)sent / rate) - time.GetElapsedTime(began);
                if (due > TimeSpan.Zero) await Task.Delay(due, time, ct);
            }

            done = Keep(done with { Position = next }, path);
            await progress.SayAsync(done.Position, done.Last);
        }

        File.Delete(path); // the same command begins a new replay
        return done.Events;
    }

    private static ReplayCheckpoint Keep(ReplayCheckpoint checkpoint, string path)
    {
        checkpoint.Write(path);
        return checkpoint;
    }
}
