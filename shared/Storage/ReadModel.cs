using System.Globalization;

namespace EventPlatform.Storage;

/// <summary>
/// Names of the read tables. Each generation (one complete build from position 0) has a schema of its own, <c>read_1</c>, <c>read_2</c> …;
/// <c>read.generations</c> lists them and says which one is served.
/// </summary>
public static class ReadModel
{
    /// <summary>Upper end of a fact version that is still current.</summary>
    public const long Open = long.MaxValue;

    /// <summary>Postgres channel that tells of each page that was written to the read tables of any generation.</summary>
    public const string ChangedChannel = "read_tables_changed";

    public static string Schema(int generation) => "read_" + generation.ToString(CultureInfo.InvariantCulture);
}
