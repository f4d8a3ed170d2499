namespace EventPlatform.Dashboard.Ops.Generations;

public sealed class BeginForm : Confirmation
{
    public bool PromoteWhenReady { get; set; }
}
