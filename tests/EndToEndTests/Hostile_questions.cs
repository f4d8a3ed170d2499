using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests;

/// <summary>Every documented question to every service, with hostile values for each of its parameters.</summary>
[Trait("Servers", "any")]
public sealed class Hostile_questions(Platform platform) : EndToEnd(platform)
{
    /// <summary>The values as they appear in an address.</summary>
    private static readonly string[] Values =
    [
        "%00", "a%00b", "%EF%BF%BE", "%EF%BF%BF", "%EF%B7%90", "%F0%9F%BF%BE", "%ED%A0%80", "%ED%B0%80",
        "%C0%80", "%C0%AF", "%FF", "%", "%zz", "%25%30%30", "\u0001", "%7F", "%E2%80%AE", "%CC%81",
        "", "%20", "'", "\"", "\\", "%5C%5C", ";--", "$1", "{0}", "%25s", "..%2F..", "*", "null",
        "NaN", "Infinity", "-1", "0", "00", "1.5", "1e9", "0x10", "%2B1", "%D9%A1", "2147483648",
        "9223372036854775807", "9223372036854775808", "99999999999999999999999", "0001-01-01", "9999-12-31",
        "0000-01-01", "2023-02-29", "0001-01-01T00:00:00%2B14:00", "9999-12-31T23:59:59-14:00",
        "2026-11-28T01:30:00+02:00", "2016-12-31T23:59:60Z", "2026-11-28t01:30:00.12345678901234567890z",
        "1@1", "1.1@2147483647", "9223372036854775807.2147483647@2147483647", "a".PadRight(4000, 'a'),
    ];

    private static readonly string[] Cursors =
    [
        Cursor("[]"), Cursor("null"), Cursor("[null]"), Cursor("[[]]"), Cursor("{}"), Cursor("[\"1\",\"\",\"\\u0000\"]"),
        Cursor("[\"1\",\"\",\"\\ufffe\",\"1\"]"), Cursor("[\"1\",\"\",\"\\ud800\",\"x\"]"),
        Cursor("[\"1\",\"\",\"1e400\",\"a\"]"), Cursor("[\"1\",\"\",\"NaN\",\"a\"]"),
        Cursor("[\"9223372036854775807\",\"\",\"known\",\"1\",\"00000000-0000-0000-0000-000000000000\"]"),
        Cursor("[\"1\",\"0001-01-01\",\"known\",\"99999999999999999999\",\"00000000-0000-0000-0000-000000000000\"]"),
        Cursor("[\"1\",\"\",\"amount\",\"1e999\",\"x\"]"),
        Cursor("[\"1\",\"\",\"date\",\"-infinity\",\"00000000-0000-0000-0000-000000000000\"]"),
        Cursor("[\"1\",\"\",\"2147483647\",\"USD\"]"), Cursor("[\"1\",\"\",\"2147483647\"]"), Cursor("[\"\",\"\",\"a\\u0000\"]"),
        Cursor("[\"1\",\"\",\"1\",\"-2147483648\",\"a\"]"), Cursor("[\"1\",\"\",\"1\",\"2147483648\",\"a\"]"),
        Cursor("[\"1\",\"\",\"0001-01-01\",\"date\",\"infinity\",\"00000000-0000-0000-0000-000000000000\"]"),
    ];

    private static readonly string[] Headers = ["Last-Event-ID", "If-None-Match", "Accept", "Accept-Encoding", "Authorization"];

    private static readonly string[] HeaderValues =
    [
        "", "*", ",", "\"", "W/", "W/\"", "é", "\u0001", "99999999999999999999", "-1", "1@0", "text/html;q=2", "*/*;q=0", "bytes=0-1",
        "a".PadRight(4000, 'a')
    ];

    private readonly ConcurrentBag<string> wrong = [];
    private int asked;

    [Fact]
    public async Task Are_answered_or_refused_but_never_an_error_of_the_server()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Machine.Repository, "deploy/samples/xpeng-2019-11.ndjson"));
        await Platform.PostAsync(Events.Lines(lines));
        await Platform.AreReadableAsync(lines.Length);

        foreach (var service in (ServiceProcess[])[Platform.Query, Platform.EventStore, Platform.Projections, Platform.Ingestion])
        {
            using var handler =
                new SocketsHttpHandler { AllowAutoRedirect = false, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
            using var ops = new HttpClient(handler)
            {
                BaseAddress = service.Address,
                DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Keys.Of(Role.Ops)) }
            };
            var requests = (await ApiDescription.OfAsync(service)).Operations
                .Where(operation => operation.Method == "get").SelectMany(Requests);
            await Parallel.ForEachAsync(
                requests, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (request, ct) => await AskAsync(ops, request, ct));
        }

        wrong.ShouldBeEmpty();
        asked.ShouldBeGreaterThan(4_000);
    }

    /// <param name="Parameter">The hostile parameter; null if another part of the request is hostile.</param>
    private sealed record Request(string Path, string? Parameter = null, string Header = "Accept", string Value = "*/*")
    {
        /// <summary>Whether an error names the hostile parameter, or one that has to go with it.</summary>
        public bool IsNamed(string? name) => string.Equals(name, Parameter, StringComparison.OrdinalIgnoreCase)
            || (Parameter == "cursor" && name is "asOf" or "knownAt") || name == "of";
    }

    private static IEnumerable<Request> Requests(Operation question)
    {
        var example = With(question.ExampleRequest.ToString(), "wait", "0", question.QueryParameters);
        foreach (var name in question.QueryParameters.Append("unknown"))
        {
            foreach (var value in name == "cursor" ? [.. Values, .. Cursors] : Values) yield return new(With(example, name, value), name);
        }

        foreach (var parameter in question.Parameters("path"))
        {
            foreach (var value in Values)
                yield return new(question.Path.Replace($"{{{parameter["name"]}}}", value, StringComparison.Ordinal)
                    .Replace("{name}", "press").Replace("{id}", "x"));
        }

        foreach (var header in Headers)
        {
            foreach (var value in HeaderValues) yield return new(example, Header: header, Value: value);
        }
    }

    private async Task AskAsync(HttpClient http, Request asking, CancellationToken ct)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(TimeSpan.FromSeconds(60));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(
            http.BaseAddress + asking.Path[1..], new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (!request.Headers.TryAddWithoutValidation(asking.Header, asking.Value)) return;
        Interlocked.Increment(ref asked);
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if ((int)answer.StatusCode >= 500) wrong.Add($"{(int)answer.StatusCode} {asking}");
            if (answer.StatusCode != HttpStatusCode.BadRequest || asking.Parameter is null
                || answer.Content.Headers.ContentType?.MediaType != "application/problem+json") return;
            var problem = await answer.JsonAsync();
            if (problem["errors"] is JsonArray errors && !errors.Any(error => asking.IsNamed((string?)error!["parameter"])))
                wrong.Add($"400 names others: {errors.ToJsonString()} {asking}");
        }
        catch (OperationCanceledException)
        {
            wrong.Add($"no answer: {asking}");
        }
        catch (HttpRequestException e) when (e.HttpRequestError is HttpRequestError.InvalidResponse or HttpRequestError.Unknown)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"cannot be sent: {asking}: {e.Message}");
        }
    }

    /// <summary>Replaces or adds one parameter of a request, if the request may have it.</summary>
    private static string With(string example, string name, string value, IEnumerable<string> known) =>
        known.Contains(name) ? With(example, name, value) : example;

    private static string With(string example, string name, string value)
    {
        var (path, query) = (example.Split('?')[0], example.Split('?').ElementAtOrDefault(1) ?? "");
        return $"{path}?{string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries).Where(part => !part.StartsWith($"{name}=", StringComparison.Ordinal)).Append($"{name}={value}"))}";
    }

    private static string Cursor(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
