namespace EventPlatform.Dashboard.Ops.Access;

internal sealed class NewKeyForm
{
    public static readonly IReadOnlyList<(string Role, string Text)> Roles =
    [
        ("read", "read: asks questions, sees analyst pages"), ("observer", "observer: sees operations, without the content of reports"),
        ("ops", "ops: may do everything"),
    ];

    public string? Name { get; set; }

    public string? Role { get; set; } = "read";
}
