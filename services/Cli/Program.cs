using System.CommandLine;
using EventPlatform.Cli.Import;

var root = new RootCommand("Feeds and operates EventPlatform. Addresses and keys come from the environment (deploy/eventctl reads .data/local.env).") { ImportCommand.Create() };
return await root.Parse(args).InvokeAsync();
