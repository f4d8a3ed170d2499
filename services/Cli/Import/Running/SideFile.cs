using System.Text;
using EventPlatform.Cli.Import.Rows;

namespace EventPlatform.Cli.Import.Running;

/// <summary>
/// FILE.refused.csv (or .tsv, .jsonl): the rows of FILE that were refused, in its own format and encoding, with line and reasons behind. Made with
/// the first of them; one of an earlier run is deleted.
/// </summary>
internal sealed class SideFile : IDisposable
{
    private readonly Lock turn = new();
    private readonly InputFile input;
    private readonly Encoding encoding;
    private StreamWriter? writer;

    public SideFile(InputFile input, string? directory)
    {
        this.input = input;
        encoding = input.Encoding.CodePage == Encoding.UTF8.CodePage ? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) : Encoding.GetEncoding(input.Encoding.CodePage);
        var name = $"{System.IO.Path.GetFileName(input.Path)}.refused.{input.Rows.Extension}";
        Path = System.IO.Path.Combine(directory ?? System.IO.Path.GetDirectoryName(input.Path) ?? "", name);
    }

    public string Path { get; }

    public void DeleteOld() => Guarded(() => File.Delete(Path));

    public void Add(Row row, IEnumerable<string> reasons)
    {
        lock (turn)
        {
            Guarded(() =>
            {
                writer ??= Begin();
                writer.Write(input.Rows.Rewrite(row, reasons));
            });
        }
    }

    public void Dispose()
    {
        lock (turn) writer?.Dispose();
    }

    private StreamWriter Begin()
    {
        var begun = new StreamWriter(Path, append: false, encoding);
        begun.Write(input.Rows.RewriteHeader());
        return begun;
    }

    private void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"{Path} cannot be written: {e.Message} Name another directory with --refused-to.");
        }
    }
}
