using System.Collections.Concurrent;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace EventPlatform.Query.Live;

/// <summary>Counts and limits the streams that each key has open.</summary>
internal sealed class OpenStreams(IOptions<QueryLimits> limits)
{
    public const string Title = "Too many open streams";
    private const string RetryAfterSeconds = "5";

    private readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);

    /// <summary>Counts a stream until the result is disposed. Returns null if the key of the request has as many as it may.</summary>
    public IDisposable? Open(HttpContext http)
    {
        var key = http.Features.Get<HeldKey>()!.Key.Sha256;
        while (true)
        {
            var count = open.GetOrAdd(key, 0);
            if (count >= limits.Value.StreamsPerKey) return null;
            if (open.TryUpdate(key, count + 1, count)) return new Closing(() => open.AddOrUpdate(key, 0, (_, now) => now - 1));
        }
    }

    public ProblemHttpResult TooMany(HttpContext http)
    {
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
        return Problems.Of(StatusCodes.Status429TooManyRequests, Title, Detail(limits.Value.StreamsPerKey));
    }

    public static string Detail(int most) => $"This key has {most} streams open, and may not have more. Close some, or ask for pages.";

    private sealed class Closing(Action close) : IDisposable
    {
        public void Dispose() => close();
    }
}
