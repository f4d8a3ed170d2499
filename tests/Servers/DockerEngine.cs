namespace EventPlatform.Servers;

/// <summary>Determines whether a Docker engine answers and has or can pull the servers' images, within seconds except for a pull.</summary>
internal static class DockerEngine
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Download = TimeSpan.FromMinutes(5);

    public static string Postgres { get; } = Image("POSTGRES_IMAGE", "postgres:17");

    public static string RabbitMq { get; } = Image("RABBITMQ_IMAGE", "rabbitmq:4-management");

    /// <summary>Returns why containers cannot be started; null if they can.</summary>
    public static async Task<string?> WhyNotAsync()
    {
        if (await DockerAsync(Quick, "version", "--format", "{{.Server.APIVersion}}") is not { } api) return "no Docker engine answers";
        UseApi(api);
        foreach (var image in (string[])[Postgres, RabbitMq])
        {
            if (await DockerAsync(Quick, "image", "inspect", image) is null
                && (
                    await DockerAsync(Quick, "manifest", "inspect", image) is null
                        || await DockerAsync(Download, "pull", "--quiet", image) is null))
            {
                return $"the image {image} is not there and cannot be pulled";
            }
        }

        return null;
    }

    /// <summary>Sets variables that Testcontainers reads on first use, because it requests a newer API than older engines have.</summary>
    private static void UseApi(string api)
    {
        if (Version.TryParse(api, out var version) && version < new Version(1, 44))
            Environment.SetEnvironmentVariable("DOCKER_API_VERSION", api);
        // In a container that shares its network with the engine, the gateway address does not reach the engine
        if (File.Exists("/.dockerenv")) Default("TESTCONTAINERS_HOST_OVERRIDE", "127.0.0.1");
        // Saves an image; the fixture removes its containers itself
        Default("TESTCONTAINERS_RYUK_DISABLED", "true");
    }

    /// <summary>Returns the output of docker; null if it fails.</summary>
    public static async Task<string?> DockerAsync(TimeSpan within, params string[] arguments) =>
        await ChildProcess.RunAsync("docker", arguments, within) is (0, var output) ? output.Trim() : null;

    private static string Image(string variable, string image) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } other ? other : image;

    private static void Default(string variable, string value)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable))) Environment.SetEnvironmentVariable(variable, value);
    }
}
