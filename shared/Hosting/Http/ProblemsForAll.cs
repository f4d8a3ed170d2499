using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace EventPlatform.Hosting.Http;

/// <summary>
/// Writes a problem regardless of the Accept header. The framework's own writer omits the body for a client that requested CSV.
/// </summary>
internal sealed class ProblemsForAll(IProblemDetailsWriter inner) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public ValueTask WriteAsync(ProblemDetailsContext context) => inner.WriteAsync(context);
}

internal static class ProblemsForAllRegistration
{
    /// <summary>Replaces the writer that <c>AddProblemDetails</c> registered.</summary>
    public static void SendProblemsWhateverIsAccepted(this IServiceCollection services)
    {
        var own = services.Single(service => service.ServiceType == typeof(IProblemDetailsWriter));
        services.Remove(own);
        services.AddSingleton<IProblemDetailsWriter>(
            provider => new ProblemsForAll((IProblemDetailsWriter)ActivatorUtilities.CreateInstance(provider, own.ImplementationType!)));
    }
}
