using Microsoft.Playwright;

namespace EventPlatform.Screenshots;

/// <summary>The cost of opening a page for the first time.</summary>
public sealed record PageFigures
{
    /// <summary>Milliseconds from the request to the first byte.</summary>
    public double FirstByte { get; init; }

    /// <summary>Milliseconds from the request until everything that the page needs is loaded.</summary>
    public double Complete { get; init; }

    /// <summary>Bytes transferred for the page and everything that it needs.</summary>
    public double Bytes { get; init; }

    public int Nodes { get; init; }

    public bool IsTooWide { get; init; }

    public const string Head = "status  first byte  complete      kB  nodes  errors";

    private const string Script =
        """
        () => {
          const [page] = performance.getEntriesByType("navigation");
          const all = [page, ...performance.getEntriesByType("resource")];
          return {
            firstByte: page.responseStart - page.requestStart,
            complete: page.loadEventEnd - page.requestStart,
            bytes: all.reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0),
            nodes: document.querySelectorAll("*").length,
            isTooWide: document.documentElement.scrollWidth > innerWidth,
          };
        }
        """;

    public static Task<PageFigures> OfAsync(IPage page) => page.EvaluateAsync<PageFigures>(Script);

    public string ToLine(int status, int errors) =>
        $"{status,6}  {FirstByte,7:0} ms {Complete,6:0} ms  {Bytes / 1000.0,6:0.0}  {Nodes,5}  {errors,6}";
}
