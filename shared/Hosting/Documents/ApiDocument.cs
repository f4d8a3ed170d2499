using System.Net.Mime;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using EventPlatform.Contracts;
using EventPlatform.Hosting.Access;
using EventPlatform.Hosting.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EventPlatform.Hosting.Documents;

/// <summary><c>GET /v1/openapi.json</c>: a service's endpoints as OpenAPI 3.1.</summary>
public static class ApiDocument
{
    /// <summary>Of the document, and so part of its path.</summary>
    public const string Name = "v1";
    public const string Path = "/v1/openapi.json";
    public const string Scheme = "key";

    /// <summary>To be given to <c>AddOpenApi</c> in the service itself, where its XML docs are found.</summary>
    /// <param name="common">What every endpoint of the service has.</param>
    public static Action<OpenApiOptions> Of(string title, string description, Action<OpenApiOperation>? common = null) => options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = $"EventPlatform: {title}", Version = Name, Description = description };
            document.AddComponent<IOpenApiSchema>(ProblemSchema.Name, ProblemSchema.Create());
            document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of this installation or of a feed." });
            document.Tags = new HashSet<OpenApiTag>();
            foreach (var (path, item) in document.Paths) Tag(document, path, item);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            RequireKey(operation, context);
            common?.Invoke(operation);
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer(LeaveOutNulls);
    };

    public static void MapDocuments(this WebApplication app)
    {
        app.MapOpenApi(Path).AllowAnonymous().Offers(MediaTypeNames.Application.Json);
        app.MapDocsPage();
    }

    /// <summary>Endpoints are listed by the first word of their path.</summary>
    private static void Tag(OpenApiDocument document, string path, IOpenApiPathItem item)
    {
        var tag = path.Split('/')[2];
        document.Tags!.Add(new OpenApiTag { Name = tag });
        foreach (var operation in item.Operations!.Values) operation.Tags = new HashSet<OpenApiTagReference> { new(tag, document) };
    }

    /// <summary>Where nulls are not written, what may be null is absent.</summary>
    private static Task LeaveOutNulls(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var always = context.JsonTypeInfo.Options.DefaultIgnoreCondition is JsonIgnoreCondition.WhenWritingNull;
        foreach (var property in context.JsonTypeInfo.Properties.Where(property => property.IsGetNullable && (always || IsLeftOut(property)))) schema.Required?.Remove(property.Name);
        return Task.CompletedTask;
    }

    private static bool IsLeftOut(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];

    private static void RequireKey(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any()) return;
        var roles = string.Join(", ", metadata.OfType<AdmittedRoles>().SelectMany(admitted => admitted.Roles).Select(role => ContractJson.Name(role)));
        operation.Description = $"{operation.Description}\n\nKeys: {roles}".Trim();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Refuse(StatusCodes.Status401Unauthorized, BearerKeyHandler.NoKey, BearerKeyHandler.SendAKey);
        operation.Refuse(StatusCodes.Status503ServiceUnavailable, BearerKeyHandler.NotKnownYet, BearerKeyHandler.AskLater);
        operation.Refuse(StatusCodes.Status403Forbidden, BearerKeyHandler.WrongRole, "The key 'reader' lacks the role that this endpoint wants.");
    }
}
