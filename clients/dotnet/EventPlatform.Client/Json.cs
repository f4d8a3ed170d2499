using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts;

namespace EventPlatform.Client;

/// <summary>Options to read answers: members without a value are absent, and members of later versions are ignored.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(
        ContractJson.Apply(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }))
    {
        RespectRequiredConstructorParameters = false,
    };
}
