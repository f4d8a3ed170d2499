using System.Globalization;
using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Values;

namespace EventPlatform.Cli.Import.Reports;

/// <summary>The release of a row, where columns say it: a name that tells its place, a sequence, or both.</summary>
internal static class RowRelease
{
    /// <summary>Null where the mapping reads none from columns, or the row's cannot be read; the scope then has the reason.</summary>
    public static Release? Read(ImportMapping mapping, Scope scope)
    {
        if (!mapping.HasRowReleases) return null;
        var (name, number) = (mapping.ReleaseOf?.Evaluate(scope, "release"), mapping.Sequence?.Evaluate(scope, "sequence"));
        if (number is not null && Whole(number) is null) scope.Refuse("sequence", $"'{number}'{mapping.Sequence!.InColumns()} is not a whole number of at most 18 digits");
        else if (mapping.Sequence is not null && number is null) scope.Refuse("sequence", $"is blank{mapping.Sequence.InColumns()}: nothing tells which report of the record is the newer");
        else if (mapping.ReleaseOf is not null && name is null) scope.Refuse("release", $"is blank{mapping.ReleaseOf.InColumns()}");
        else if (Release.Find(name ?? mapping.Release ?? number!, number is null ? null : Whole(number)) is { } release) return release;
        else scope.Refuse("release", $"'{name}'{mapping.ReleaseOf!.InColumns()} is neither a date such as 2021-09 nor a whole number: say a 'sequence' as well");
        return null;
    }

    private static long? Whole(string text) =>
        text.Length <= 18 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
