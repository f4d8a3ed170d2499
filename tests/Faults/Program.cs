using System.Globalization;
using EventPlatform.Faults;
using EventPlatform.Faults.Endurance;
using EventPlatform.Servers;

CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is [UploadRun.Argument or MutationRun.Argument, ..]) return await EnduranceRun.RunAsync(args);
if (FaultOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FaultOptions.Usage);
    return 2;
}

Console.WriteLine($"{options.Reports} reports from {options.Clients} clients, seed {options.Seed}, "
    + (
        options.Outage is null
            ? $"a kill about every {options.SecondsBetweenKills} s"
            : $"{options.Outage} away once for {options.Seconds} s"));
await using var installation = await Installation.StartAsync();
var run = new FaultRun(installation, options);
await run.PostUnderKillsAsync();
var checks = await run.CheckAsync();
ResultTable.Print(run, checks);
if (checks.All(check => check.Holds)) return 0;
Console.WriteLine(installation.Log);
return 1;
