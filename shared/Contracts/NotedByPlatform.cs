using System.Text.Json.Serialization;

namespace EventPlatform.Contracts;

/// <summary>What the EventStore itself notes in the log: nobody can post it.</summary>
public abstract record NotedByPlatform : ReportData
{
    [JsonIgnore] public override CompanyRef? Subject => null;
}
