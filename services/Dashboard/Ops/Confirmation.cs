using System.Globalization;
using System.Net;
using EventPlatform.Dashboard.Display;
using EventPlatform.Dashboard.Upstream;

namespace EventPlatform.Dashboard.Ops;

/// <summary>What an operator types to confirm an action.</summary>
public class Confirmation
{
    public string? Typed { get; set; }

    /// <summary>The reason for the audit.</summary>
    public string? Comment { get; set; }

    /// <param name="number">The present value of the number that was shown.</param>
    /// <exception cref="UpstreamException">Another number was typed.</exception>
    public void Demand(long number)
    {
        const NumberStyles AsShown = NumberStyles.Integer | NumberStyles.AllowThousands;
        if (long.TryParse(Typed, AsShown, CultureInfo.InvariantCulture, out var typed) && typed == number) return;
        throw new UpstreamException(
            HttpStatusCode.BadRequest, "This is not the number, or not any more",
            $"Nothing was done. Look again, and type {Numbers.Of(number)} to confirm.");
    }

    /// <exception cref="UpstreamException">Another name was typed than the one that was shown.</exception>
    public void Demand(string name)
    {
        if (Typed?.Trim() == name) return;
        throw new UpstreamException(
            HttpStatusCode.BadRequest, "The name is not the one that was shown", $"Type {name} to confirm. Nothing was done.");
    }
}
