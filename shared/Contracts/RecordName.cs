namespace EventPlatform.Contracts;

/// <summary>A record within its source, in one text: its key, or the id of a report that has none.</summary>
public static class RecordName
{
    public static string Of(string? recordKey, string id) => recordKey is null ? $"report:{id}" : $"record:{recordKey}";
}
