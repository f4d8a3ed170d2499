using System.Text;

namespace EventPlatform.Dashboard.Ops.Failures;

/// <summary>How one letter is redriven.</summary>
internal sealed class RedriveForm
{
    public string? Data { get; set; }

    public string? How { get; set; }

    public bool IsEdited => How == "edited";

    /// <summary>The data as it was typed, because the EventStore reports what is wrong with it. Null: the report as it came.</summary>
    public HttpContent? Body => IsEdited ? new StringContent($$"""{"data": {{Data}}}""", Encoding.UTF8, "application/json") : null;
}
