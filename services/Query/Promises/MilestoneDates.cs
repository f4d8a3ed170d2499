using System.Text.Json;
using EventPlatform.Contracts;

namespace EventPlatform.Query.Promises;

/// <summary>The dates of a plant's milestones, where they have one.</summary>
internal static class MilestoneDates
{
    private sealed record Stored(PlantStatus Status, PartialDate? On = null);

    public static Dictionary<PlantStatus, PartialDate> Read(string? json) => json is null ? []
        : JsonSerializer.Deserialize<List<Stored>>(json, ContractJson.Options)!.Where(stored => stored.On is not null).ToDictionary(stored => stored.Status, stored => stored.On!);
}
