using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using EventPlatform.Contracts;
using EventPlatform.Contracts.Validation;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Validation;
using Microsoft.Extensions.Options;

namespace EventPlatform.IntegrationTests.ReadTables.FirstEdition;

/// <summary>
/// Accepts events as Ingestion does, and gives each a time so that nothing depends on the clock. Neighbouring events are hours apart, in no
/// order, in several time zones, with fractions of a microsecond.
/// </summary>
internal sealed class Arrivals
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly CloudEventReader reader = new(new Then(), Options.Create(new IngestionLimits()));
    private long number;

    /// <summary>Returns null if Ingestion refuses the event.</summary>
    public AcceptedReport? Take(JsonObject sent)
    {
        sent["time"] = NextTime();
        return reader.Read(new ReadOnlySequence<byte>(JsonSerializer.SerializeToUtf8Bytes(sent))).Report;
    }

    public AcceptedReport Accept(JsonObject sent) =>
        Take(sent) ?? throw new InvalidDataException($"Ingestion refuses {sent.ToJsonString()}");

    /// <summary>Accepts a declaration by ops, or the declaration of a feed.</summary>
    public AcceptedReport Declare(ReportData data)
    {
        var about = new ReportAttributes("/ops", $"declared-{number}", NextTime());
        var sent = JsonSerializer.SerializeToElement(data, data.GetType(), ContractJson.Options);
        return ReportWriter.Accept(Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), about, data, sent, hasUnknownFields: false);
    }

    private string NextTime()
    {
        var at = Start.AddMinutes(number - number * 7919 % 500).AddTicks(number % 20).ToOffset(TimeSpan.FromHours(number % 3));
        number++;
        return at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
    }

    /// <summary>The day on which the first edition wrote its tables, so that the same dates are refused as future dates.</summary>
    private sealed class Then : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
    }
}
