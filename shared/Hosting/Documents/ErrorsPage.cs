using System.Collections.Frozen;
using System.Net.Mime;
using EventPlatform.Hosting.Http;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace EventPlatform.Hosting.Documents;

/// <summary><c>GET /v1/errors</c>: docs/errors.md as a page. The <c>type</c> of a problem links to its section.</summary>
internal static class ErrorsPage
{
    private const string Path = "/v1/errors";
    private const int Parts = 3; // the level of their headings
    private const string Unknown = "about:blank"; // RFC 9457: the problem has no meaning beyond its status

    private static readonly MarkdownPipeline Markdown =
        new MarkdownPipelineBuilder().UseAutoIdentifiers(AutoIdentifierOptions.GitHub).Build();

    private static readonly MarkdownDocument Document = Markdig.Markdown.Parse(Read(), Markdown);

    private static readonly string Html = Document.ToHtml(Markdown);

    private static readonly FrozenDictionary<string, string> Types = Document.Descendants<HeadingBlock>()
        .Where(heading => heading.Level == Parts)
        .ToFrozenDictionary(Title, heading => $"{Path}#{heading.GetAttributes().Id}", StringComparer.Ordinal);

    /// <summary>Returns the <c>type</c> of a problem.</summary>
    public static string TypeOf(string? title) => title is null ? Unknown : Types.GetValueOrDefault(title, Unknown);

    public static void MapErrorsPage(this IEndpointRouteBuilder app) => app.MapGet(Path, (HttpResponse response) =>
        {
            response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
            return TypedResults.Text(
                $$"""
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <title>EventPlatform: errors</title>
                <style>
                body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem }
                :target { background: #ffef9e }
                </style>
                {{Html}}
                </html>
                """, MediaTypeNames.Text.Html);
        })
        .AllowAnonymous().ExcludeFromDescription().Offers(MediaTypeNames.Text.Html);

    private static string Title(HeadingBlock heading) => heading.Inline!.FirstChild!.ToString()!;

    private static string Read()
    {
        using var file = new StreamReader(typeof(ErrorsPage).Assembly.GetManifestResourceStream("errors.md")!);
        return file.ReadToEnd();
    }
}
