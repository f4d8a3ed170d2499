using System.Buffers;
using System.Text;
using EventPlatform.Contracts;
using EventPlatform.Ingestion;
using EventPlatform.Ingestion.Validation;
using EventPlatform.Servers;
using Microsoft.Extensions.Options;

namespace EventPlatform.Benchmarks;

/// <summary>Reports to measure with, over ten thousand companies of which a few have many.</summary>
internal static class Samples
{
    private const int Companies = 10_000;
    private static int feeds;

    /// <summary>Of a feed that nothing was sent of yet.</summary>
    public static List<string> Events(int count)
    {
        var reports = new LoadReports(Interlocked.Increment(ref feeds), seed: 7, Companies);
        return [.. Enumerable.Range(1, count).Select(number => reports.Next(number).ToJsonString())];
    }

    public static List<AcceptedReport> Accepted(int count) => Read(Events(count));

    public static List<AcceptedReport> Read(List<string> events)
    {
        var reader = new CloudEventReader(TimeProvider.System, Options.Create(new IngestionLimits()));
        return events.ConvertAll(json => reader.Read(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(json))).Report ?? throw new InvalidDataException(json));
    }
}
