namespace EventPlatform.Hosting.Http;

/// <summary>The media types of an endpoint's GET answers, beside the documented ones, in order of preference.</summary>
public sealed record Offered(params IReadOnlyList<string> MediaTypes);
