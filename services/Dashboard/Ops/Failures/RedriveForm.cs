using System.Text;

namespace EventPlatform.Dashboard.Ops.Failures;

/// <summary>How one letter is redriven.</summary>
internal sealed class RedriveForm
{
    public string? Data { get; set; }

    public string? How { get; set; }

    public bool IsEdited => How == "edited";

    /// <summary>Data as it was written: what is wrong with it, the EventStore says. Null: as it came.</summary>
    public HttpContent? Body => IsEdited ? new StringContent($$"""{"data": {{Data}}}""", Encoding.UTF8, "application/json") : null;
}
