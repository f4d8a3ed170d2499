namespace EventPlatform.Dashboard.Ops.Access;

internal sealed class MaintenanceForm
{
    public string? Reason { get; set; }

    public string? Do { get; set; }
}
