using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using DuckDB.NET.Data;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Other programs open the platform's files, and their sums agree with the platform's.</summary>
[Trait("Servers", "any")]
public sealed class Exports(Platform platform) : EndToEnd(platform), IAsyncLifetime
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string Parquet = "application/vnd.apache.parquet";

    private static readonly decimal[] Amounts = [400_000_000m, 0.01m, 12_345_678.91m, 99_999_999_999_999.25m];

    /// <summary>Values that file formats have trouble with: amounts of many digits, days before 1900.</summary>
    private static readonly (string Id, decimal Amount, string Currency, string On)[] Odd =
        [("wide", 999_999_999_999_999_999m, "USD", "2019-12"), ("fine", 1.123456789m, "XAU", "2019-12"),
        ("early", 5, "EUR", "0001"), ("old", 6, "EUR", "1650-03-04")];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("eventplatform-exports-");

    public async ValueTask InitializeAsync()
    {
        var events = Amounts.Select((amount, number) => Events.Funding($"Exported {number % 2}", $"exported-{number}", amount)).ToList();
        foreach (var (id, amount, currency, on) in Odd)
        {
            var odd = Events.Funding("Odd", $"exported-{id}", amount);
            (odd["data"]!["amount"]!["currency"], odd["data"]!["on"]) = (currency, on);
            await Platform.PostAsync(Events.One(odd));
        }

        await Platform.PostAsync(Events.Lines([.. events, Events.Funding("=Formula(1)", "exported-formula")]));
        await Platform.AreReadableAsync(events.Count + 1 + Odd.Length);
    }

    public new async ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/facts?limit=500", "facts", "amount", 9)]
    [InlineData("/v1/funding/totals?limit=1000", "totals", "amount", 9)]
    [InlineData("/v1/statistics", "statistics", "reports", 0)]
    [InlineData("/v1/companies?limit=500", "companies", "", 0)]
    [InlineData("/v1/search?q=exported", "search", "", 0)]
    [InlineData("/v1/search?q=nothing-of-the-kind", "nothing", "", 0)]
    public async Task A_spreadsheet_opens_every_list_and_its_sums_agree(string path, string name, string column, int digits)
    {
        await SaveAsync(path, Workbook, $"{name}.xlsx");

        var lines = await ConvertedAsync($"{name}.xlsx");

        var items = (await Platform.GetAsync(path))["items"]!.AsArray();
        lines.Count.ShouldBe(items.Count + 1);
        if (column.Length == 0) return;
        var index = lines[0].ToList().IndexOf(column);
        var sum = lines.Skip(1).Select(line => line[index])
            .Where(cell => cell.Length > 0).Sum(cell => double.Parse(cell, CultureInfo.InvariantCulture));
        var expected = items.Select(item => column == "amount" && item!["amount"] is JsonObject money ? money["amount"] : item![column])
            .OfType<JsonNode>().Sum(number => number.GetValue<double>());
        (sum / expected).ShouldBe(1, Math.Pow(10, -digits - 3)); // spreadsheets keep fifteen digits
    }

    [Fact]
    public async Task No_name_is_a_formula_in_a_spreadsheet_and_the_second_sheet_says_what_it_is()
    {
        await SaveAsync("/v1/companies?search=formula", Workbook, "names.xlsx");

        (await ConvertedAsync("names.xlsx"))[1][1].ShouldBe("=Formula(1)");
        var about = await ConvertedAsync("names.xlsx", sheet: 2);
        about.Single(line => line[0] == "query")[1].ShouldBe("/v1/companies?search=formula");
        about.Single(line => line[0] == "position")[1].ShouldBe($"{(await Platform.GetAsync("/v1/companies"))["position"]}");
    }

    [Fact]
    public async Task DuckDB_adds_up_the_facts_of_a_parquet_file_as_the_platform_does()
    {
        await SaveAsync("/v1/exports/facts", Parquet, "facts.parquet");

        var raised = await AskDuckDbAsync(await File.ReadAllTextAsync(Path.Combine(Machine.Repository, "clients/analysis/raised.sql")),
            row => $"{row.GetString(0)} {row.GetString(1)} {row.GetDecimal(2):0.####} {row.GetInt64(3)}");

        var totals = (await Platform.GetAsync("/v1/funding/totals?groupBy=quarter&limit=1000"))["items"]!.AsArray();
        raised.ShouldBe(totals.Select(line =>
            $"{line!["key"]} {line["currency"]} {line["amount"]!.GetValue<decimal>():0.####} {line["rounds"]}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Amounts_and_days_are_exact_in_parquet_and_readable_in_a_spreadsheet()
    {
        await SaveAsync("/v1/exports/facts", Parquet, "facts.parquet");
        await SaveAsync("/v1/facts?company=odd", Workbook, "odd.xlsx");

        (await AskDuckDbAsync(
            "select cast(amount as varchar), cast(latest as varchar) from 'facts.parquet' where company = 'odd' order by since",
            row => $"{row.GetString(0).TrimEnd('0').TrimEnd('.')} {row.GetString(1)}"))
            .ShouldBe(["999999999999999999 2019-12-31", "1.123456789 2019-12-31", "5 0001-12-31", "6 1650-03-04"]);
        var lines = await ConvertedAsync("odd.xlsx");
        var latest = lines[0].ToList().IndexOf("latest");
        lines.Skip(1).Select(line => $"{DateOnly.Parse(line[latest], CultureInfo.InvariantCulture):O}")
            .ShouldBe(["2019-12-31", "2019-12-31", "0001-12-31", "1650-03-04"], ignoreOrder: true);
    }

    [Fact]
    public async Task Versions_and_reports_are_whole_at_one_position()
    {
        var position = (long)(await Platform.GetAsync("/v1/companies"))["position"]! - 2;
        await SaveAsync($"/v1/exports/fact-versions?knownAt={position}", Parquet, "versions.parquet");
        await SaveAsync($"/v1/exports/reports?knownAt={position}", Parquet, "reports.parquet");

        (await AskDuckDbAsync("select max(known_from), count(*) filter (where known_to > " + position + ") from 'versions.parquet'",
            row => (row.GetInt64(0), row.GetInt64(1))))
            .ShouldBe([(position, 0L)]);
        (await AskDuckDbAsync("select count(*), max(position), count(distinct position) from 'reports.parquet'",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2))))
            .ShouldBe([(position, position, position)]);
    }

    [Fact]
    public async Task Pandas_adds_up_the_facts_of_an_export_as_the_platform_does()
    {
        await SaveAsync("/v1/exports/facts", "application/x-ndjson", "facts.ndjson");

        // The distribution installs pandas for its own Python
        var said = await RunAsync("/usr/bin/python3", Path.Combine(Machine.Repository, "clients/analysis/raised.py"));

        var totals = (await Platform.GetAsync("/v1/funding/totals?limit=1000"))["items"]!.AsArray();
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(','))
            .Select(line => $"{line[0]} {line[1]} {double.Parse(line[2], CultureInfo.InvariantCulture):E10}")
            .ShouldBe(totals.Select(line => $"{line!["key"]} {line["currency"]} {line["amount"]!.GetValue<double>():E10}"),
                ignoreOrder: true);
    }

    private async Task SaveAsync(string path, string mediaType, string file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", mediaType } } };
        using var answer = await Platform.Reader.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(mediaType);
        answer.Headers.GetValues("Position").ShouldHaveSingleItem();
        await File.WriteAllBytesAsync(Path.Combine(folder.FullName, file), await answer.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Returns the cells of a sheet as LibreOffice converts them.</summary>
    private async Task<List<string[]>> ConvertedAsync(string file, int sheet = 1)
    {
        await RunAsync("soffice", "--headless", $"-env:UserInstallation=file://{folder.FullName}/office", "--convert-to",
            $"csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,false,false,false,{sheet}", file);
        var converted = folder.GetFiles($"{Path.GetFileNameWithoutExtension(file)}-*.csv").Single();
        var lines = (await File.ReadAllLinesAsync(converted.FullName))
            .Select(line => line.Split('\t').Select(cell => cell.Trim('"')).ToArray()).ToList();
        converted.Delete();
        return lines;
    }

    private async Task<List<T>> AskDuckDbAsync<T>(string sql, Func<System.Data.Common.DbDataReader, T> read)
    {
        await using var connection = new DuckDBConnection("DataSource=:memory:");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"set file_search_path = '{folder.FullName}'; {sql}";
        await using var rows = await command.ExecuteReaderAsync();
        if (rows.FieldCount < 2) await rows.NextResultAsync();
        var found = new List<T>();
        while (await rows.ReadAsync()) found.Add(read(rows));
        return found;
    }

    private async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false, WorkingDirectory = folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return await output;
    }
}
