using EventPlatform.Servers;

namespace EventPlatform.IntegrationTests.Http;

/// <summary>
/// The requests in the feature file of CloudEvents' conformance suite (tests/Data/conformance), one for each example of a scenario.
/// </summary>
internal static class Conformance
{
    public static IEnumerable<(string ContentType, string Text)> HttpBinding()
    {
        var feature = File.ReadAllText(
            Path.Combine(Machine.Repository, "tests/Data/conformance/cloudevents-http-protocol-binding.feature"));
        foreach (var scenario in feature.Split("Scenario Outline:")[1..])
        {
            var request = scenario.Split("\"\"\"")[1];
            foreach (var row in scenario[scenario.IndexOf("Examples:", StringComparison.Ordinal)..].Split('\n')[2..])
            {
                if (row.Contains('|', StringComparison.Ordinal)) yield return (row.Split('|')[1].Trim(), request);
            }
        }
    }

    public static (IReadOnlyList<(string Name, string Value)> Headers, string Body) Split(string request)
    {
        var lines = request.Split('\n').Select(line => line.Trim()).Skip(1).ToList();
        var blank = lines.FindIndex(1, line => line.Length == 0);
        var headers = lines[1..blank].Select(line => line.Split(": ", 2)).Select(header => (header[0], header[1])).ToList();
        return (headers, string.Join('\n', lines[(blank + 1)..]));
    }
}
