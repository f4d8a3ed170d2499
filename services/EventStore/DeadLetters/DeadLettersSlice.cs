using System.Text.Json;
using System.Text.Json.Serialization;

namespace EventPlatform.EventStore.DeadLetters;

/// <summary>Registers the services of the dead letters.</summary>
internal static class DeadLettersSlice
{
    public static IServiceCollection AddDeadLetters(this IServiceCollection services) => services
        .AddSingleton<DeadLetterStore>().AddSingleton<LetterGroups>().AddSingleton<LetterBatch>().AddSingleton<RedriveBatch>()
        .AddSingleton<Redrive>().AddHostedService<WaitingLetters>()
        .ConfigureHttpJsonOptions(http => http.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase)));
}
