using System.Net;
using EventPlatform.Dashboard.SignIn;
using EventPlatform.Dashboard.Upstream;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace EventPlatform.Dashboard.Ops;

/// <summary>Runs an action that an operator has confirmed, and leads to the page that shows its outcome.</summary>
internal sealed class OperatorActions(
    IAuthorizationService authorization, IHttpContextAccessor http, NavigationManager navigation, Outcomes outcomes)
{
    /// <param name="then">The page that follows.</param>
    /// <returns>Why the action was refused; null if it was done.</returns>
    public async Task<UpstreamException?> TryAsync(Func<CancellationToken, Task<Outcome>> act, string then)
    {
        var context = http.HttpContext!;
        try
        {
            if (!(await authorization.AuthorizeAsync(context.User, Policies.Operator)).Succeeded)
                throw new UpstreamException(
                    HttpStatusCode.Forbidden, "Only operators may do this", "Sign in with a key that has the role ops.");
            outcomes.Keep(await act(context.RequestAborted));
        }
        catch (UpstreamException refused)
        {
            context.Response.StatusCode = (int)refused.Status;
            return refused;
        }

        navigation.NavigateTo(then);
        return null;
    }
}
