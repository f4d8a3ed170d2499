using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;

namespace EventPlatform.Cli.Ops;

/// <summary><c>eventctl verify</c>: checks that the log is intact and that the served tables follow from it.</summary>
internal static class VerifyCommand
{
    private const int Stretch = 20_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Command Create()
    {
        var format = OpsAction.FormatOption();
        var logOnly = new Option<bool>("--log-only") { Description = "Check only the log, and build nothing" };
        return new Command("verify",
            "Checks each report in the log and the outcome of each accepted report. " +
            "Then builds a new generation from the whole log and compares it with the served one, row by row. " +
            $"Exit code {ExitCode.NotWell} if anything differs.")
        {
            format, logOnly,
        }.Does(format, async (parsed, output, ct) =>
        {
            var problems = await CheckLogAsync(ct);
            if (!parsed.GetValue(logOnly)) problems.AddRange(await CheckTablesAsync(ct));
            var rows = problems.Select(problem => new JsonObject { ["where"] = problem.Where, ["problem"] = problem.What });
            if (problems.Count > 0 || output.IsJson) output.Table([.. rows], areMore: false, ("Where", "where"), ("Problem", "problem"));
            output.Line(problems.Count == 0 ? "Everything is as it has to be." : $"{problems.Count} problems.");
            return problems.Count == 0 ? ExitCode.Done : ExitCode.NotWell;
        });
    }

    private static async Task<List<(string Where, string What)>> CheckLogAsync(CancellationToken ct)
    {
        using var store = OpsClient.OfEventStore();
        var (after, last, found) = (0L, long.MaxValue, new List<(string, string)>());
        var progress = new ProgressLine("position", TimeProvider.System);
        while (after < last)
        {
            var stretch = await store.GetAsync($"/v1/log/check?after={after}&limit={Stretch}", ct);
            var named = stretch["problems"]!.AsArray();
            found.AddRange(named.Select(problem => ($"position {problem!["position"]}", (string)problem["problem"]!)));
            var others = (long)stretch["problemCount"]! - named.Count;
            if (others > 0) found.Add(($"up to position {stretch["next"]}", $"{others} more problems"));
            (after, last) = ((long)stretch["next"]!, (long)stretch["last"]!);
            if ((long)stretch["checked"]! == 0) break;
            await progress.SayAsync(after, last);
        }

        found.AddRange(await TalliesCommand.ProblemsAsync(store, ct));
        return found;
    }

    /// <summary>Builds a generation to compare, and always discards it.</summary>
    private static async Task<List<(string Where, string What)>> CheckTablesAsync(CancellationToken ct)
    {
        using var projections = OpsClient.OfProjections();
        var number = await GenerationsCommand.BeginAsync(projections, promote: false, ct);
        try
        {
            await RebuildCommand.FollowAsync(projections, number, promote: false, ct);
            var compared = await CompareAsync(projections, number, ct);
            return [.. compared["tables"]!.AsArray()
                .Where(table => (long)table!["onlyHere"]! + (long)table["onlyServed"]! > 0)
                .Select(table => (
                    $"table {table!["table"]}",
                    $"{table["onlyServed"]} rows are served that do not follow from the log, " +
                    $"{table["onlyHere"]} are missing: {table["examples"]!.ToJsonString()}"))];
        }
        finally
        {
            await DiscardAsync(projections, number);
        }
    }

    /// <summary>Does not throw, so that the findings are reported even if the generation remains.</summary>
    private static async Task DiscardAsync(OpsClient projections, int number)
    {
        try
        {
            await GenerationsCommand.DiscardAsync(projections, number, CancellationToken.None);
        }
        catch (CommandException left)
        {
            await Console.Error.WriteLineAsync($"Generation {number} remains: eventctl generations discard {number}. {left.Message}");
        }
    }

    /// <summary>Retries while the two generations are at different positions, because both follow the log.</summary>
    private static async Task<JsonNode> CompareAsync(OpsClient projections, int number, CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                return await GenerationsCommand.CompareAsync(projections, number, ct);
            }
            catch (OpsRefusal refusal)
                when (refusal.Status == HttpStatusCode.Conflict && TimeProvider.System.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Every, ct);
            }
        }
    }
}
