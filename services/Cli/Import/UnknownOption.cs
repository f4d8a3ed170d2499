using System.CommandLine;

namespace EventPlatform.Cli.Import;

/// <summary>A mistyped option is not a file.</summary>
internal static class UnknownOption
{
    /// <exception cref="CommandException">One of the files looks like an option.</exception>
    public static void Refuse(IReadOnlyList<string> files, Command command)
    {
        if (files.FirstOrDefault(file => file.StartsWith("--", StringComparison.Ordinal)) is not { } written) return;
        var nearest = command.Options.Select(option => option.Name).MinBy(name => Distance(written.Split('=')[0], name));
        throw new CommandException($"There is no option {written}: did you mean {nearest}? A file of that name is written ./{written}");
    }

    /// <summary>Letters to insert, take out or replace (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        foreach (var (i, letter) in one.Index())
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 1; j <= other.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (letter == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[other.Length];
    }
}
