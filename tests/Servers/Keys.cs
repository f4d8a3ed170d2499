using System.Security.Cryptography;
using System.Text;
using EventPlatform.Hosting.Access;

namespace EventPlatform.Servers;

/// <summary>One API key for each role, and the settings that configure them.</summary>
public static class Keys
{
    public static string Of(Role role) => $"the-{role}-key-of-tests".ToLowerInvariant();

    public static IEnumerable<(string Name, string Value)> Configuration() => Enum.GetValues<Role>().Index().SelectMany(entry => new[]
    {
        ($"ApiKeys__{entry.Index}__Name", $"tests-{entry.Item}"),
        ($"ApiKeys__{entry.Index}__Role", entry.Item.ToString()),
        ($"ApiKeys__{entry.Index}__Sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(entry.Item))))),
    });
}
