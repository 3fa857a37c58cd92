using System.Globalization;
using DigestMailer.Settings;
using DigestMailer.Subscribers;
using DigestMailer.Topics;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace DigestMailer.Web.Api;

/// <summary>
/// The OpenAPI document: the endpoints as the framework knows them, and what it cannot know of keys, scopes, bodies and
/// wishes.
/// </summary>
internal static class ApiDocument
{
    /// <summary>Name of the document and of the version.</summary>
    public const string Version = "v1";

    private const string Scheme = "key";

    public static void Add(IServiceCollection services)
    {
        // Numbers are numbers here, also in the document; no other endpoint reads or writes JSON by the framework.
        services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict);
        services.AddOpenApi(Version, options =>
        {
            options.ShouldInclude = one => one.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
            options.CreateSchemaReferenceId = type => type.Type == typeof(WishesBody) ? NameOf(type.Type.Name)
                : NameOf(OpenApiOptions.CreateDefaultSchemaReferenceId(type));
            options.AddDocumentTransformer(Head);
            options.AddOperationTransformer(DescribeAsync);
            options.AddSchemaTransformer(Wishes);
        });
    }

    /// <summary>A schema has the name of its type, without what only the code needs.</summary>
    private static string? NameOf(string? type) => type?.Replace("Answer", "", StringComparison.Ordinal)
        .Replace("Body", "", StringComparison.Ordinal);

    private static Task Head(OpenApiDocument document, OpenApiDocumentTransformerContext context,
        CancellationToken cancel)
    {
        var site = context.ApplicationServices.GetRequiredService<IOptions<SiteOptions>>().Value;
        document.Info = new OpenApiInfo
        {
            Title = "DigestMailer",
            Version = Version,
            Description = $"The API of {site.Name}, by DigestMailer {ProductVersion.Text}. "
                + string.Join(" ", ApiScope.All.Select(scope => $"Scope {scope.Name}: {scope.Help}")),
        };
        document.Servers = [new OpenApiServer { Url = site.BaseUrl.TrimEnd('/') }];
        document.AddComponent(Scheme, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A key made by: digestmailer keys api add",
        });
        return Task.CompletedTask;
    }

    private static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        operation.Security =
            [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
        if (metadata.OfType<ScopesNeeded>().LastOrDefault() is { AnyOf.Length: > 0 } needed)
        {
            operation.Description =
                "Scope: " + string.Join(" or ", needed.AnyOf.Select(scope => scope.Name)) + ".";
        }

        if (metadata.OfType<BodyTaken>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await SchemaAsync(body.Type, context, cancel) },
                },
            };
        }

        foreach (var limit in operation.Parameters?.OfType<OpenApiParameter>().Where(one => one.Name == "limit") ?? [])
        {
            limit.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int32",
                Minimum = "1",
                Maximum = PageAsked.Most.ToString(CultureInfo.InvariantCulture),
            };
        }

        if (metadata.OfType<ActsOnce>().Any())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = OnceFilter.Header,
                In = ParameterLocation.Header,
                Description = "The same request with the same text acts once; each gets the same answer.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
            });
        }
    }

    /// <summary>A schema among those that all operations share.</summary>
    private static async Task<IOpenApiSchema> SchemaAsync(Type type, OpenApiOperationTransformerContext context,
        CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, null, cancel);
        foreach (var wishes in type.GetProperties().Where(one => one.PropertyType == typeof(WishesBody)))
        {
            schema.Properties!["wishes"] = await SchemaAsync(wishes.PropertyType, context, cancel);
        }

        var name = NameOf(type.Name)!;
        context.Document!.AddComponent(name, schema);
        return new OpenApiSchemaReference(name, context.Document);
    }

    /// <summary>The wishes: a member for each entry of the one table.</summary>
    private static Task Wishes(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancel)
    {
        if (context.JsonTypeInfo.Type != typeof(WishesBody))
        {
            return Task.CompletedTask;
        }

        var texts = new OpenApiSchema { Type = JsonSchemaType.String };
        schema.AdditionalProperties = null;
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            [WishesBody.Topics] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = texts,
                Description = "Slugs of topics; no topic and no query means every paper.",
            },
            [WishesBody.Queries] = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = texts,
                Description = "Queries of their own in the query language.",
            },
        };
        var usual = new Wishes { Topics = TopicSet.Create([], []) };
        foreach (var field in WishFields.All)
        {
            schema.Properties[field.Json] =
                new OpenApiSchema { Type = TypeOf(field.Print(usual)), Description = field.Help };
        }

        return Task.CompletedTask;
    }

    private static JsonSchemaType TypeOf(object? shown) => shown switch
    {
        bool => JsonSchemaType.Boolean,
        int or long => JsonSchemaType.Integer,
        _ => JsonSchemaType.String | JsonSchemaType.Null,
    };
}
