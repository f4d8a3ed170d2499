using System.Net.Mime;
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
    /// <summary>The name of the document, which is part of its path.</summary>
    public const string Name = "v1";
    public const string Path = "/v1/openapi.json";
    public const string Scheme = "key";

    /// <summary>Returns the options for <c>AddOpenApi</c>. Call that in the service itself, where its XML documentation is found.</summary>
    /// <param name="common">Changes every operation of the service.</param>
    public static Action<OpenApiOptions> Of(string title, string description, Action<OpenApiOperation>? common = null) => options =>
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = $"EventPlatform: {title}", Version = Name, Description = description,
                License = new()
                {
                    Name = "Data has the licence of its feed; the attributions of an answer name it.", Identifier = "LicenseRef-of-the-feed"
                },
                Contact = new() { Name = "The operator of this installation, who issued the key." },
            };
            document.Servers = [new OpenApiServer { Url = "/", Description = "The service that this document describes." }];
            document.AddComponent<IOpenApiSchema>(ProblemSchema.Name, ProblemSchema.Create());
            document.AddComponent<IOpenApiSecurityScheme>(Scheme, new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "A key of this installation or of a feed.",
            });
            Tags.AddTo(document);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            RequireKey(operation, context);
            common?.Invoke(operation);
            return Task.CompletedTask;
        });
        SchemaCorrections.AddTo(options);
    };

    public static void MapDocuments(this WebApplication app)
    {
        app.MapOpenApi(Path).AllowAnonymous().Offers(MediaTypeNames.Application.Json);
        app.MapDocsPage();
        app.MapErrorsPage();
    }

    private static void RequireKey(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any()) return;
        var roles = string.Join(
            ", ", metadata.OfType<AdmittedRoles>().SelectMany(admitted => admitted.Roles).Select(role => ContractJson.Name(role)));
        operation.Description = $"{operation.Description}\n\nKeys: {roles}".Trim();
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        operation.Refuse(StatusCodes.Status401Unauthorized, BearerKeyHandler.NoKey, BearerKeyHandler.SendAKey);
        operation.Refuse(StatusCodes.Status503ServiceUnavailable, BearerKeyHandler.NotKnownYet, BearerKeyHandler.AskLater);
        operation.Refuse(
            StatusCodes.Status403Forbidden, BearerKeyHandler.WrongRole, "The key 'reader' lacks the role that this endpoint requires.");
    }
}
