using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;

namespace EventPlatform.Servers;

/// <summary>Builds generations of the read tables, and compares them.</summary>
public static class Generations
{
    private const long Built = -1;

    public static async Task IsCaughtUpAsync(ServiceProcess projections)
    {
        using var ops = projections.Client(Role.Ops);
        await Eventually.Get("the read tables are complete",
            async () => (long)JsonNode.Parse(await ops.GetStringAsync(new Uri("/v1/progress", UriKind.Relative)))!["lag"]!,
            lag => lag == 0);
    }

    /// <summary>Builds another generation beside the served one, and waits until it has caught up.</summary>
    public static async Task<int> BuildAsync(ServiceProcess projections)
    {
        using var ops = projections.Client(Role.Ops);
        using var begun = await ops.PostAsync(new Uri("/v1/generations", UriKind.Relative), Events.Content("{}", "application/json"));
        var number = (int)JsonNode.Parse(await begun.Content.ReadAsStringAsync())!["number"]!;
        await Eventually.Get($"generation {number} is built",
            async () => JsonNode.Parse(await ops.GetStringAsync(new Uri("/v1/generations", UriKind.Relative)))!["items"]!.AsArray()
                .Single(item => (int)item!["number"]! == number) is var built && (string)built!["state"]! == "ready"
                ? Built
                : (long)built["position"]!, seen => seen == Built);
        return number;
    }

    /// <summary>
    /// Returns the number of rows of each table of a generation, except the mark and the notes of changes by hand. First waits for the
    /// background pass that finds candidates, so that generations at one position can be compared.
    /// </summary>
    public static async Task<Dictionary<string, long>> RowsAsync(Workspace workspace, int generation)
    {
        await Eventually.Get($"candidates of generation {generation} are complete",
            () => workspace.ScalarAsync<long>(
                $"select m.position - c.position from read_{generation}.mark m cross join read_{generation}.candidate_mark c"),
            lag => lag == 0);
        var rows = new Dictionary<string, long>(StringComparer.Ordinal);
        var tables = await workspace.ListAsync<string>(
            $"select tablename::text from pg_tables where schemaname = 'read_{generation}' and tablename not in ('mark', 'changes_by_hand') order by 1");
        foreach (var table in tables) rows[table] = await workspace.ScalarAsync<long>($"select count(*) from read_{generation}.{table}");
        return rows;
    }

    /// <summary>Returns rows that only one of the two generations has, some of each table.</summary>
    public static async Task<List<string>> DifferencesAsync(Workspace workspace, int one, int other)
    {
        var tables = (await RowsAsync(workspace, one)).Keys.Union((await RowsAsync(workspace, other)).Keys).ToList();
        var differences = new List<string>();
        foreach (var table in tables)
        {
            foreach (var (here, there) in ((int, int)[])[(one, other), (other, one)])
            {
                var rows = await workspace.ListAsync<string>(
                    $"select r::text from (table read_{here}.{table} except all table read_{there}.{table}) r order by 1 limit 5");
                differences.AddRange(rows.Select(row => $"only generation {here} has in {table}: {row}"));
            }
        }

        return differences;
    }
}
