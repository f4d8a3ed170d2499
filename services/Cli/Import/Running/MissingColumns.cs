using EventPlatform.Cli.Import.Mapping;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Running;

/// <summary>Holds the columns that a mapping reads against those that a file has, before anything is posted.</summary>
internal static class MissingColumns
{
    /// <exception cref="CommandException">A column is missing; the message names all that are.</exception>
    public static void Refuse(InputFile file, ImportMapping mapping)
    {
        if (file.Rows.Header is not { } header) return;
        var missing = mapping.Columns.Where(column => !column.IsOptional && !column.Candidates.Any(header.Has)).DistinctBy(column => column.Text, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count == 0) return;
        var names = string.Join('\n', missing.Select(column => $"  '{string.Join("' or '", column.Headers)}', which the mapping names in line {column.Line}"));
        if (header.Names.Any(name => name.Contains(InputEncoding.Unreadable, StringComparison.Ordinal)))
            throw new CommandException($"{file.Path}: the names of its columns have bytes that {file.Encoding.WebName} does not have. Its encoding is another: say it with file.encoding, such as windows-1252.");
        var has = string.Join(", ", header.Names.Where(name => !string.IsNullOrWhiteSpace(name)).Take(100));
        throw new CommandException($"{file.Path} lacks columns:\n{names}\nIts columns are: {has}\nOther headers go under 'columns' in the mapping; a column that a file may lack is written {{name?}}. Is file.delimiter right?");
    }
}
