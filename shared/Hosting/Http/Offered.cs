namespace EventPlatform.Hosting.Http;

/// <summary>Media types that an endpoint answers a GET with, beside those that its documentation names, the one to prefer first.</summary>
public sealed record Offered(params IReadOnlyList<string> MediaTypes);
