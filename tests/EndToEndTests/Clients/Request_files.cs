using System.Text;
using EventPlatform.Hosting.Access;
using EventPlatform.Servers;

namespace EventPlatform.EndToEndTests.Clients;

/// <summary>Every request in docs/requests is answered.</summary>
[Trait("Servers", "any")]
public sealed class Request_files(Platform platform) : EndToEnd(platform), IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Machine.Repository, "docs/requests");

    public async ValueTask InitializeAsync()
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(Machine.Repository, "deploy/samples/xpeng-2019-11.ndjson"));
        await Platform.PostAsync(Events.Lines(lines));
        await Platform.AreReadableAsync(lines.Length);
    }

    [Fact]
    public async Task Have_requests_that_are_answered()
    {
        var texts = await Task.WhenAll(Directory.GetFiles(Folder, "*.http").Select(file => File.ReadAllTextAsync(file)));
        var requests = texts.SelectMany(text => Filled(text).Split("\n###").Skip(1)).ToList();

        requests.ShouldNotBeEmpty();
        foreach (var request in requests)
        {
            using var http = new HttpClient();
            using var sent = Read(request);
            using var answer = await http.SendAsync(sent, HttpCompletionOption.ResponseHeadersRead);
            answer.IsSuccessStatusCode.ShouldBeTrue($"{sent.RequestUri}: {(int)answer.StatusCode}");
        }
    }

    /// <summary>With the values of the variables that a file declares at its top.</summary>
    private string Filled(string text)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["INGESTION_URL"] = Address(Platform.Ingestion), ["QUERY_URL"] = Address(Platform.Query), ["EVENTSTORE_URL"] = Address(Platform.EventStore),
            ["PROJECTIONS_URL"] = Address(Platform.Projections), ["FEED_KEY"] = Keys.Of(Role.Feed), ["READ_KEY"] = Keys.Of(Role.Read),
            ["OPS_KEY"] = Keys.Of(Role.Ops),
        };
        foreach (var line in text.Split('\n').Where(line => line.StartsWith('@')))
        {
            var (name, variable) = (line[1..line.IndexOf(' ')], line.Split("$processEnv ")[1].TrimEnd('}'));
            text = text.Replace($"{{{{{name}}}}}", values[variable], StringComparison.Ordinal);
        }

        return text;
    }

    private static string Address(ServiceProcess service) => service.Address.ToString().TrimEnd('/');

    /// <summary>A title, the method and address, headers, and after an empty line the body.</summary>
    private static HttpRequestMessage Read(string request)
    {
        var head = request.Trim().Split("\n\n")[0].Split('\n').Skip(1).ToList();
        var body = request.Contains("\n\n", StringComparison.Ordinal) ? request[(request.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Trim() : "";
        var sent = new HttpRequestMessage(new HttpMethod(head[0].Split(' ')[0]), head[0].Split(' ')[1]);
        if (body.Length > 0) sent.Content = new StringContent(body, Encoding.UTF8);
        foreach (var (name, value) in head.Skip(1).Select(line => (line.Split(": ")[0], line.Split(": ")[1])))
        {
            if (name == "Content-Type") sent.Content!.Headers.ContentType = new(value);
            else sent.Headers.Add(name, value);
        }

        return sent;
    }
}
