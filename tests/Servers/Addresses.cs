using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Npgsql;

namespace EventPlatform.Servers;

/// <summary>Where a PostgreSQL and a RabbitMQ with its HTTP API answer, and as whom.</summary>
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

    public Uri Vhost(string name) => new($"amqp://{User}:{Password}@{Host}:{Amqp}/{name}");

    public async Task CreateDatabaseAsync(string name)
    {
        await using var postgres = NpgsqlDataSource.Create(Database("postgres"));
        await using var command = postgres.CreateCommand($"create database \"{name}\"");
        await command.ExecuteNonQueryAsync();
    }

    public async Task CreateVhostAsync(string name)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{Host}:{Management}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password}")));
        using var made = await http.PutAsync(new Uri($"/api/vhosts/{name}", UriKind.Relative), JsonContent.Create(new { }));
        made.EnsureSuccessStatusCode();
        using var granted = await http.PutAsync(new Uri($"/api/permissions/{name}/{User}", UriKind.Relative),
            JsonContent.Create(new { configure = ".*", write = ".*", read = ".*" }));
        granted.EnsureSuccessStatusCode();
    }
}
