using System.Text;

namespace EventPlatform.Cli.Import.Rows;

internal enum FileFormat { Csv, Tsv, JsonLines }

/// <summary>How a file is laid out, as the mapping says.</summary>
/// <param name="Delimiter">Null: comma, semicolon, tab or bar, whichever the first lines show.</param>
/// <param name="HeaderLine">Which line names the columns, from 1; what is above it is passed over.</param>
/// <param name="Columns">Their names where no line does.</param>
/// <param name="AllowRagged">Rows may be shorter than the header: the cells that they lack are blank.</param>
internal sealed record FileShape(FileFormat Format, Encoding Encoding, char? Delimiter, int HeaderLine, IReadOnlyList<string>? Columns, bool AllowRagged);
