namespace EventPlatform.Cli;

/// <summary>A command cannot continue. The message contains the reason and what the user can do.</summary>
internal class CommandException(string message) : Exception(message);
