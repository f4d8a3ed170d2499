using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using RabbitMQ.Client;

namespace EventPlatform.Servers;

/// <summary>Addresses and credentials of a PostgreSQL and a RabbitMQ with its HTTP API.</summary>
public sealed record Addresses(string Host, int Postgres, int Amqp, int Management, string User, string Password)
{
    public string Database(string name) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Postgres,
        Username = User,
        Password = Password,
        Database = name,
        MaxPoolSize = 20,
    }.ConnectionString;

    /// <summary>A connection string for the database of an installation, with one of its roles.</summary>
    public string DatabaseAs(string role) =>
        new NpgsqlConnectionStringBuilder(Database("eventplatform")) { Username = role, Password = role }.ConnectionString;

    public Uri Vhost(string name) => new($"amqp://{User}:{Password}@{Host}:{Amqp}/{name}");

    public async Task CreateDatabaseAsync(string name)
    {
        await using var postgres = NpgsqlDataSource.Create(Database("postgres"));
        await using var command = postgres.CreateCommand($"create database \"{name}\"");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Creates a vhost with the exchanges, queues and policies of deploy/.</summary>
    public async Task CreateVhostAsync(string name)
    {
        using var http = ManagementClient();
        using var made = await http.PutAsync(new Uri($"/api/vhosts/{name}", UriKind.Relative), JsonContent.Create(new { }));
        made.EnsureSuccessStatusCode();
        using var granted = await http.PutAsync(new Uri($"/api/permissions/{name}/{User}", UriKind.Relative),
            JsonContent.Create(new { configure = ".*", write = ".*", read = ".*" }));
        granted.EnsureSuccessStatusCode();
        using var defined = await http.PostAsync(new Uri($"/api/definitions/{name}", UriKind.Relative), JsonContent.Create(Definitions()));
        defined.EnsureSuccessStatusCode();
    }

    /// <summary>Creates a user with the rights on a vhost that it has in deploy/. Its password is its name.</summary>
    public async Task<Uri> CreateUserAsync(string user, string vhost)
    {
        var deployed = JsonNode.Parse(File.ReadAllText(DefinitionsFile))!["permissions"]!.AsArray()
            .Single(permission => (string)permission!["user"]! == user)!;
        using var http = ManagementClient();
        using var made = await http.PutAsync(
            new Uri($"/api/users/{user}", UriKind.Relative), JsonContent.Create(new { password = user, tags = "" }));
        made.EnsureSuccessStatusCode();
        using var granted = await http.PutAsync(new Uri($"/api/permissions/{vhost}/{user}", UriKind.Relative),
            JsonContent.Create(
                new { configure = (string)deployed["configure"]!, write = (string)deployed["write"]!, read = (string)deployed["read"]! }));
        granted.EnsureSuccessStatusCode();
        return new($"amqp://{user}:{user}@{Host}:{Amqp}/{vhost}");
    }

    public HttpClient ManagementClient()
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://{Host}:{Management}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        return http;
    }

    /// <summary>Throws until PostgreSQL answers.</summary>
    public async Task PostgresAnswersAsync()
    {
        await using var connection = new NpgsqlConnection(Database("postgres"));
        await connection.OpenAsync();
    }

    /// <summary>Throws until RabbitMQ and its HTTP API answer.</summary>
    public async Task RabbitAnswersAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = Vhost("%2F") }.CreateConnectionAsync();
        await CreateVhostAsync("started");
    }

    private static string DefinitionsFile => Path.Combine(Machine.Repository, "deploy/rabbitmq/definitions.json");

    private static JsonObject Definitions()
    {
        var deployed = JsonNode.Parse(File.ReadAllText(DefinitionsFile))!.AsObject();
        foreach (var ofTheWholeBroker in (string[])["vhosts", "users", "permissions"]) deployed.Remove(ofTheWholeBroker);
        foreach (var definition in deployed.SelectMany(kind => kind.Value!.AsArray())) definition!.AsObject().Remove("vhost");
        return deployed;
    }
}
