using System.Globalization;
using EventPlatform.Benchmarks;
using EventPlatform.Benchmarks.Peers;
using EventPlatform.Servers;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [NoOpServer.Argument, var address]) return await NoOpServer.RunAsync(address);
if (args is [PeerServer.Argument, var kind, var at, var postgres, var rabbit]) return await PeerServer.RunAsync(kind, at, postgres, rabbit);
if (BenchmarkOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 2;
}

await using var installation = await Installation.StartAsync(durable: true, options.PostgresSettings);
var table = new ResultTable(Console.Out, installation.Processes);
table.Begin();
foreach (var (name, measure) in Measurements.All)
{
    if (options.Wants(name)) await measure(installation, options, table);
}

table.End();
return 0;
