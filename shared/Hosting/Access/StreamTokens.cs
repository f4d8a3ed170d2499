using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EventPlatform.Hosting.Access;

/// <summary>
/// Tokens that open one stream within a minute, for browsers: <c>EventSource</c> cannot send a header, and a key does not belong in an
/// address. A token is a JWT signed with a secret derived from the hash of its key, so every instance can check it, and revoking the key
/// ends it.
/// </summary>
public sealed class StreamTokens(AccessDirectory directory, TimeProvider time)
{
    /// <summary>The name of the query parameter, from RFC 6750, section 2.3.</summary>
    public const string Parameter = "access_token";

    public const int LifetimeSeconds = 60;
    public const string NotValid = "The stream token is not valid";

    public const string AskAgain =
        "It is older than 60 seconds, is for another stream, or its key was revoked. POST /v1/stream-tokens returns another.";

    /// <summary>Parameters that do not identify the stream: a follower's position changes, and so does its page size.</summary>
    private static readonly HashSet<string> Free = new(StringComparer.OrdinalIgnoreCase) { Parameter, "after", "limit", "wait" };

    private static readonly JsonWebTokenHandler Tokens = new() { SetDefaultTimesOnTokenCreation = false };

    public (string Token, DateTimeOffset Expires) Create(ApiKey key, string path, IQueryCollection query)
    {
        var expires = time.GetUtcNow().AddSeconds(LifetimeSeconds);
        return (Tokens.CreateToken(new SecurityTokenDescriptor
        {
            Audience = StreamOf(path, query),
            Expires = expires.UtcDateTime,
            SigningCredentials = new SigningCredentials(SecretOf(key), SecurityAlgorithms.HmacSha256),
        }), expires);
    }

    /// <summary>Returns the key for which a request's token was created; null if the token does not open this stream now.</summary>
    public async Task<HeldKey?> FindKeyAsync(HttpRequest request, string token)
    {
        HeldKey? held = null;
        var result = await Tokens.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidateIssuer = false,
            ValidAudience = StreamOf(request.Path, request.Query),
            ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
            LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
            IssuerSigningKeyResolver = (_, _, id, _) => (held = directory.FindKeyById(id)) is { } found ? [SecretOf(found.Key)] : [],
        });
        return result.IsValid ? held : null;
    }

    /// <summary>Returns the same text for all requests for one stream, whatever the order of their parameters.</summary>
    private static string StreamOf(string path, IQueryCollection query) => path.ToLowerInvariant() + string.Concat(
        query.Where(parameter => !Free.Contains(parameter.Key)).OrderBy(parameter => parameter.Key, StringComparer.OrdinalIgnoreCase)
            .Select(parameter => $"&{Uri.EscapeDataString(parameter.Key.ToLowerInvariant())}={Uri.EscapeDataString(parameter.Value.ToString())}"));

    private static SymmetricSecurityKey SecretOf(ApiKey key) =>
        new(HKDF.DeriveKey(HashAlgorithmName.SHA256, Convert.FromHexString(key.Sha256), 32, info: Encoding.ASCII.GetBytes(Parameter)))
        {
            KeyId = key.KeyId,
        };
}

/// <summary>Marks an endpoint that accepts a token in place of a key for a stream.</summary>
public sealed record OpensWithToken
{
    public static bool IsMetadataOf(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<OpensWithToken>() is not null;
}
