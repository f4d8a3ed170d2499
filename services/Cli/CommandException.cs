namespace EventPlatform.Cli;

/// <summary>A command cannot go on; the message tells the user why and what to do.</summary>
internal class CommandException(string message) : Exception(message);
