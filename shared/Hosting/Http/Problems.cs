using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EventPlatform.Hosting.Http;

/// <summary>Creates refusals as problem details (RFC 9457).</summary>
public static class Problems
{
    /// <param name="detail">What would be right.</param>
    /// <param name="more">Additional members of the answer.</param>
    public static ProblemHttpResult Of(int status, string title, string detail, params IEnumerable<(string Name, object Value)> more) =>
        TypedResults.Problem(title: title, detail: detail, statusCode: status,
            extensions: more.Select(extension => KeyValuePair.Create(extension.Name, (object?)extension.Value)));
}
