using System.CommandLine;
using System.CommandLine.Help;
using EventPlatform.Cli.Import;

var root = new Command("eventctl", "Feeds and operates EventPlatform. Addresses and keys come from the environment (deploy/eventctl reads .data/local.env).") { new HelpOption(), ImportCommand.Create() };
return await root.Parse(args).InvokeAsync();
