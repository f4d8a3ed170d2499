namespace EventPlatform.Cli.Import;

/// <summary>The import cannot go on; the message tells the user why and what to do.</summary>
internal sealed class ImportException(string message) : Exception(message);
