using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts;

namespace EventPlatform.Client;

/// <summary>How answers are read: what has no value is absent, and what a later version adds is passed over.</summary>
internal static class Json
{
    public static readonly JsonSerializerOptions Options = new(
        ContractJson.Apply(new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }))
    {
        RespectRequiredConstructorParameters = false,
    };
}
