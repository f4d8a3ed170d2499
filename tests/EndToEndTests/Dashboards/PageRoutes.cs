using System.Reflection;
using System.Text.RegularExpressions;
using EventPlatform.Hosting.Access;
using Microsoft.AspNetCore.Components;

namespace EventPlatform.EndToEndTests.Dashboards;

/// <summary>Every page that the dashboard's assembly declares, so that no test misses a new one, and the roles that may see it.</summary>
internal static partial class PageRoutes
{
    /// <summary>Addresses other than pages that only some roles may use.</summary>
    private static readonly string[] Parts = ["/data/companies?format=csv", "/ops/overview-part", "/ops/generations-part"];

    /// <summary>Parts of addresses at which operators act.</summary>
    private static readonly string[] Actions =
    [
        "/ops/failures/all/", "/ops/generations/begin", "/ops/generations/1/",
        "/ops/generations/parked", "/ops/identity", "/ops/access/new-",
        "/ops/access/maintenance", "/redrive", "/change", "/revoke",
    ];

    private static readonly string[] OfAnyone = ["/sign-in", "/about", "/error", "/not-found", "/not-allowed"];

    public static IReadOnlyList<string> Pages { get; } =
    [
        .. typeof(EventPlatform.Dashboard.App).Assembly.GetTypes().SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
            .Select(route => Parameter.Replace(route.Template, match => Example(match.Value))).Order(StringComparer.Ordinal),
    ];

    public static IEnumerable<string> All => Pages.Concat(Parts);

    public static bool IsOfAnyone(string path) => OfAnyone.Contains(path, StringComparer.Ordinal);

    public static bool MaySee(Role role, string path)
    {
        if (path == "/" || IsOfAnyone(path)) return true;
        if (path == "/feed") return role is Role.Feed or Role.Read or Role.Ops;
        if (!path.StartsWith("/ops", StringComparison.Ordinal)) return role is Role.Read or Role.Ops;
        return role is Role.Ops || (role is Role.Observer && !Actions.Any(action => path.Contains(action, StringComparison.Ordinal)));
    }

    private static string Example(string parameter) => parameter switch
    {
        "{id:guid}" => "00000000-0000-0000-0000-000000000001",
        "{number:int}" => "1",
        "{verb}" => "archive",
        "{verbName}" => "merge",
        _ => "acme",
    };

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter { get; }
}
