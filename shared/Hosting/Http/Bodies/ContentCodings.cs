using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace EventPlatform.Hosting.Http.Bodies;

/// <summary>
/// Decodes request bodies with a Content-Encoding of gzip, br or zstd, or several of them, while they are read. The decoded body must
/// respect the limits of a body. Other codings, and charsets other than UTF-8, get 415.
/// </summary>
public static class ContentCodings
{
    public const string Accepted = "gzip, br, zstd";

    private const string Identity = "identity";
    private const int MaxCodings = 3;
    private const int ZstdWindowLog = 23; // 8 MiB, the maximum of RFC 9659

    internal static void UseContentCodings(this IApplicationBuilder app)
    {
        // Otherwise a truncated body would look complete
        AppContext.SetSwitch("System.IO.Compression.UseStrictValidation", isEnabled: true);
        app.Use((http, next) =>
            http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } ? DecodeAsync(http, next) : next(http));
    }

    private static async Task DecodeAsync(HttpContext http, RequestDelegate next)
    {
        var codings = http.Request.Headers.ContentEncoding
            .SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(coding => coding.ToLowerInvariant()).Where(coding => coding != Identity).ToList();
        if (codings.Count > MaxCodings || !codings.TrueForAll(coding => coding is "gzip" or "x-gzip" or "br" or "zstd"))
            await RefuseCodingAsync(http);
        else if (!IsUtf8(http.Request.ContentType)) await RefuseCharsetAsync(http);
        else if (codings.Count == 0) await next(http);
        else await DecodeAsync(http, codings, next);
    }

    private static async Task DecodeAsync(HttpContext http, List<string> codings, RequestDelegate next)
    {
        var bound = new DecodedBound(http.Features.Get<IHttpMaxRequestBodySizeFeature>());
        var body = http.Request.Body;
        await using var sent = new SentBody(body, bound);
        Stream decoded = sent;
        // The last coding in the header was applied last
        foreach (var coding in Enumerable.Reverse(codings)) decoded = Decode(decoded, coding, bound);
        await using var whole = decoded;
        http.Request.Headers.Remove(HeaderNames.ContentEncoding);
        http.Request.ContentLength = null;
        http.Request.Body = decoded;
        try
        {
            await next(http);
        }
        finally
        {
            http.Request.Body = body;
        }
    }

    private static DecodedBody Decode(Stream encoded, string coding, DecodedBound bound)
    {
        switch (coding)
        {
            case "br":
                return new(
                    new BrotliStream(encoded, CompressionMode.Decompress), bound, coding,
                    error => error is InvalidDataException or InvalidOperationException);
            case "zstd":
                var zstd = new DecompressionStream(encoded, leaveOpen: false);
                zstd.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, ZstdWindowLog);
                return new(zstd, bound, coding, error => error is ZstdException or EndOfStreamException);
            default: return new(new GZipStream(encoded, CompressionMode.Decompress), bound, coding, error => error is InvalidDataException);
        }
    }

    private static bool IsUtf8(string? contentType) =>
        !MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.Charset.HasValue
            || HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static Task RefuseCodingAsync(HttpContext http)
    {
        http.Response.Headers.AcceptEncoding = Accepted;
        return RefuseAsync(http, "Unsupported content coding",
            $"Send the body as it is, or with a Content-Encoding of {Accepted}, at most {MaxCodings} of them.");
    }

    private static Task RefuseCharsetAsync(HttpContext http) =>
        RefuseAsync(http, "Unsupported charset", "Send the body in UTF-8, with 'charset=utf-8' or without a charset.");

    private static Task RefuseAsync(HttpContext http, string title, string detail) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: StatusCodes.Status415UnsupportedMediaType).ExecuteAsync(http);
}
