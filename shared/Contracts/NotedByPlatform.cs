using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>An event that the EventStore itself appends to the log. Nobody can post it.</summary>
public abstract record NotedByPlatform : ReportData
{
    [JsonIgnore] public override CompanyRef? Subject => null;
}
