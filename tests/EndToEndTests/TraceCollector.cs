using System.Collections.Concurrent;
using EventPlatform.Servers;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EventPlatform.EndToEndTests;

/// <param name="Service">The attribute <c>service.name</c> of its resource.</param>
internal sealed record CollectedSpan(string Service, string Name, string TraceId, string SpanId, string ParentId);

/// <summary>
/// Receives spans by OTLP over HTTP, as a collector does, and keeps them. The field numbers are those of
/// https://github.com/open-telemetry/opentelemetry-proto/blob/v1.5.0/opentelemetry/proto/trace/v1/trace.proto.
/// </summary>
internal sealed class TraceCollector : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentBag<CollectedSpan> spans = [];

    public TraceCollector()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add(Address.ToString());
        app.MapPost("/v1/traces", ReceiveAsync);
        app.MapPost("/v1/{signal}", () => Results.Ok());
    }

    public Uri Address { get; } = new($"http://127.0.0.1:{Machine.FreePort()}");

    public Task StartAsync() => app.StartAsync();

    public IReadOnlyList<CollectedSpan> Of(string traceId) => [.. spans.Where(span => span.TraceId == traceId)];

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> ReceiveAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        foreach (var ofResource in Fields(ByteString.CopyFrom(body.ToArray()), 1))
        {
            var service = Fields(ofResource, 1).SelectMany(resource => Fields(resource, 1))
                .Where(attribute => Text(attribute, 1) == "service.name")
                .Select(attribute => Text(Fields(attribute, 2)[0], 1))
                .FirstOrDefault("");
            foreach (var span in Fields(ofResource, 2).SelectMany(scope => Fields(scope, 2)))
                spans.Add(new(service, Text(span, 5), Hex(span, 1), Hex(span, 2), Hex(span, 4)));
        }

        return Results.Bytes([], "application/x-protobuf");
    }

    private static string Text(ByteString message, int field) => Fields(message, field) is [var text, ..] ? text.ToStringUtf8() : "";

    private static string Hex(ByteString message, int field) =>
        Fields(message, field) is [var bytes, ..] ? Convert.ToHexStringLower(bytes.Span) : "";

    /// <summary>Returns the fields of a message that have this number and hold bytes.</summary>
    private static List<ByteString> Fields(ByteString message, int number)
    {
        var found = new List<ByteString>();
        var input = message.CreateCodedInput();
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var holdsBytes = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            if (holdsBytes && WireFormat.GetTagFieldNumber(tag) == number) found.Add(input.ReadBytes());
            else input.SkipLastField();
        }

        return found;
    }
}
