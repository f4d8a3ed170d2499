namespace EventPlatform.Contracts;

/// <summary>Names a record within its source: its record key, or the id of a report without one.</summary>
public static class RecordName
{
    public static string Of(string? recordKey, string id) => recordKey is null ? $"report:{id}" : $"record:{recordKey}";
}
