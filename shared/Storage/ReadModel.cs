using System.Globalization;

namespace EventPlatform.Storage;

/// <summary>
/// Names of the read tables. Each generation (one complete build from position 0) has its own schema, <c>read_1</c>, <c>read_2</c> ….
/// <c>read.generations</c> lists the generations and marks the one that is served.
/// </summary>
public static class ReadModel
{
    /// <summary>The upper end of a fact version that is still current.</summary>
    public const long Open = long.MaxValue;

    /// <summary>The Postgres channel that is notified of each page written to the read tables of any generation.</summary>
    public const string ChangedChannel = "read_tables_changed";

    public static string Schema(int generation) => "read_" + generation.ToString(CultureInfo.InvariantCulture);
}
