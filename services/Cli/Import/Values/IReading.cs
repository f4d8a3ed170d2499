using System.Diagnostics.CodeAnalysis;

namespace EventPlatform.Cli.Import.Values;

/// <summary>Reads what people write as the text that a report holds.</summary>
internal interface IReading
{
    /// <summary>What would be right, after "is not".</summary>
    string Expected { get; }

    bool TryRead(string text, [NotNullWhen(true)] out string? read);

    /// <summary>Why a text cannot be read, after the text.</summary>
    string Problem(string text) => $"is not {Expected}";
}
