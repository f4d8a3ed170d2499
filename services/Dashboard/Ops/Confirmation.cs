using System.Globalization;
using System.Net;
using EventPlatform.Dashboard.Display;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops;

/// <summary>What an operator types to confirm an action.</summary>
public class Confirmation
{
    public string? Typed { get; set; }

    /// <summary>For the audit.</summary>
    public string? Comment { get; set; }

    /// <exception cref="UpstreamException">Another number was typed than the one that was shown.</exception>
    public void Demand(long number)
    {
        if (long.TryParse(Typed, NumberStyles.Integer | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var typed) && typed == number) return;
        throw new UpstreamException(
            HttpStatusCode.BadRequest, "The number is not the one that was shown", $"Type {Numbers.Of(number)} to confirm. Nothing was done.");
    }

    /// <exception cref="UpstreamException">Another name was typed than the one that was shown.</exception>
    public void Demand(string name)
    {
        if (Typed?.Trim() == name) return;
        throw new UpstreamException(
            HttpStatusCode.BadRequest, "The name is not the one that was shown", $"Type {name} to confirm. Nothing was done.");
    }
}
