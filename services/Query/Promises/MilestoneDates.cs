using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Query.Promises;

/// <summary>The dates of a plant's milestones that have one and are not contradicted.</summary>
internal static class MilestoneDates
{
    private sealed record Stored(PlantStatus Status, PartialDate? On = null, bool Contradicted = false);

    public static Dictionary<PlantStatus, PartialDate> Read(string? json) => json is null ? []
        : JsonSerializer.Deserialize<List<Stored>>(json, ContractJson.Options)!
            .Where(stored => stored is { On: not null, Contradicted: false }).ToDictionary(stored => stored.Status, stored => stored.On!);
}
