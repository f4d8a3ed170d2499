using System.Text.Json;

namespace EventPlatform.Cli.Import.Posting;

/// <summary>What Ingestion said of a batch: the lines that it refused, and where to ask what became of the others.</summary>
internal sealed record IngestionAnswer(IReadOnlyList<RefusedLine> Refused, IReadOnlyList<string>? Receipts = null)
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>Null where the text is no such answer.</summary>
    public static IngestionAnswer? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<IngestionAnswer>(text, Web) is { Refused: not null } answer ? answer : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record RefusedLine(long Line, IReadOnlyList<FieldError> Errors)
{
    /// <summary>True where the record key is among what is wrong, so that the report may be about another record.</summary>
    public bool IsOfKey => Errors.Any(error => error.Pointer is "/recordkey" or "/id");
}

internal sealed record FieldError(string Pointer, string Detail)
{
    public override string ToString() => Pointer.Length == 0 ? Detail : $"{Pointer}: {Detail}";
}
