using System.Text.Json;
using System.Text.RegularExpressions;
using EventPlatform.Contracts;
using EventPlatform.UnitTests.Oracle;

namespace EventPlatform.IntegrationTests.ReadTables;

/// <summary>
/// Gives a random history its own names, identifiers and feeds, so that many can share one log without affecting each other.
/// </summary>
internal static partial class Neighbouring
{
    public static History Renamed(History history, int number) =>
        new([.. history.Lines.Select(line => line with { Root = $"/feeds{number}", Data = Renamed(line.Data, number) })]);

    public static AcceptedReport Accepted(Line line, int position)
    {
        var report = line.At(position);
        return new(
            Guid.CreateVersion7(TimeProvider.System.GetUtcNow()),
            line.Data.Stream(report.Source, report.RecordKey ?? report.Id), line.Data.GetType().Name, report.Source, report.Id,
            report.ContentHash, JsonSerializer.Serialize(report, report.GetType(), ContractJson.Options));
    }

    private static ReportData Renamed(ReportData data, int number)
    {
        var json = JsonSerializer.Serialize(data, data.GetType(), ContractJson.Options);
        json = Names().Replace(json, name => $"{name}{number}");
        json = Ciks().Replace(json, cik => $"{cik}{number:000}");
        json = Leis().Replace(json, lei => Renumbered(lei.Value, number));
        return (ReportData)JsonSerializer.Deserialize(json, data.GetType(), ContractJson.Options)!;
    }

    [GeneratedRegex("\\b(acme|bolt|coil|dyna|giga|nova)\\b|/feeds\\b|(?<=\"name\":\")(first|second|the|c\\.o\\.i\\.l\\.)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    private static string Renumbered(string lei, int number)
    {
        var renumbered = UnitTests.Oracle.Leis.Of(
            (1000 * (number + 1)) + (string.Equals(lei, UnitTests.Oracle.Leis.Of(1), StringComparison.OrdinalIgnoreCase) ? 1 : 2));
        return lei.Any(char.IsAsciiLetterLower) ? renumbered.ToLowerInvariant() : renumbered;
    }

    [GeneratedRegex("(?<=\"cik\":\"\\w*)[0-9]+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ciks();

    [GeneratedRegex("(?<=\"lei\":\")549300\\w+", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Leis();
}
