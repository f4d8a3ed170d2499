using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EventPlatform.Hosting;

/// <summary>What a key may do. Ops may read as well.</summary>
public enum Role { Feed, Read, Ops }

/// <summary>A key as configured under <c>ApiKeys:0</c>, <c>ApiKeys:1</c> …: never the key itself.</summary>
/// <param name="Name">Who holds it, for logs.</param>
/// <param name="Role">What it may do.</param>
/// <param name="Sha256">The SHA-256 of the key's UTF-8 text, as 64 hex digits.</param>
public sealed record ApiKey(string Name, Role Role, string Sha256);

/// <summary>Bearer keys: <c>Authorization: Bearer KEY</c>. Every endpoint but health wants one; each names the role it wants.</summary>
public static class ApiKeys
{
    private const string Bearer = "Bearer";

    public static void AddApiKeys(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<List<ApiKey>>().Bind(builder.Configuration.GetSection("ApiKeys"))
            .Validate(keys => keys.TrueForAll(key => key is { Name.Length: > 0, Sha256: { Length: 64 } hash } && hash.All(char.IsAsciiHexDigit)),
                "ApiKeys: each entry needs Name, Role (feed, read or ops) and Sha256 (64 hex digits of the key's SHA-256).")
            .ValidateOnStart();
        // The core alone: AddAuthentication brings data protection, which writes keys to the home directory
        builder.Services.AddAuthenticationCore(options => options.AddScheme<BearerKeyHandler>(Bearer, displayName: null));
        builder.Services.AddWebEncoders().AddTransient<BearerKeyHandler>();
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    /// <summary>Lets in keys of any of these roles. What read may do, ops may as well.</summary>
    public static TBuilder RequireKey<TBuilder>(this TBuilder endpoint, params Role[] roles) where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(policy => policy.RequireRole([.. roles.Select(role => role.ToString()), .. roles.Contains(Role.Read) ? [nameof(Role.Ops)] : Array.Empty<string>()]));

    private sealed class BearerKeyHandler(IOptions<List<ApiKey>> keys, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var header = Request.Headers.Authorization.ToString();
            if (!header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)) return Task.FromResult(AuthenticateResult.NoResult());
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(header["Bearer ".Length..].Trim())));
            return Task.FromResult(keys.Value.Find(key => key.Sha256.Equals(hash, StringComparison.OrdinalIgnoreCase)) is { } known
                ? AuthenticateResult.Success(Ticket(known))
                : AuthenticateResult.Fail("unknown key"));
        }

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.Headers.WWWAuthenticate = Bearer;
            return Refuse(StatusCodes.Status401Unauthorized, "No valid key", "Send the header 'Authorization: Bearer KEY' with a key of this installation.");
        }

        protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
            Refuse(StatusCodes.Status403Forbidden, "The key may not do this", $"The key '{Context.User.Identity?.Name}' lacks the role that this endpoint wants.");

        private Task Refuse(int status, string title, string detail) =>
            TypedResults.Problem(title: title, detail: detail, statusCode: status).ExecuteAsync(Context);

        private static AuthenticationTicket Ticket(ApiKey key) => new(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.Name, key.Name), new Claim(ClaimTypes.Role, key.Role.ToString())], Bearer)), Bearer);
    }
}
