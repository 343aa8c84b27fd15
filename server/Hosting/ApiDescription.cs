using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.OpenApi;
using OhifAlnPlugin.Server.Segmentation;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c>, which is also <c>/swagger/v1/swagger.json</c>, and its page at <c>/swagger</c>.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger =>
        {
            swagger.SwaggerDoc("v1", new OpenApiInfo
            {
                Title = "OhifAlnPlugin",
                Version = "v1",
                Description = "DICOMweb, tumour segmentation and ALN burden from breast DCE-MRI. Research use only.",
            });

            // What may be null is said of every member, also of those that are objects.
            swagger.SupportNonNullableReferenceTypes();
            swagger.UseAllOfToExtendReferenceSchemas();
            foreach (Type choice in NamedChoices())
            {
                swagger.MapType(choice, () => new OpenApiSchema
                {
                    Type = JsonSchemaType.String,
                    Enum = [.. Enum.GetNames(choice).Select(name => JsonValue.Create(JsonNamingPolicy.CamelCase.ConvertName(name)))],
                });
            }
        });
    }

    /// <summary>Enumerations that members give by name: the description would take them for numbers.</summary>
    private static IEnumerable<Type> NamedChoices() => typeof(ApiDescription).Assembly.GetTypes()
        .SelectMany(type => type.GetProperties())
        .Select(member => member.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType)
        .Where(converter => converter is { IsGenericType: true } && converter.GetGenericTypeDefinition() == typeof(CamelCaseEnum<>))
        .Select(converter => converter!.GetGenericArguments()[0])
        .Distinct();

    public static void UseApiDescription(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwagger(document => document.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(page => page.DocumentTitle = "OhifAlnPlugin API");
    }
}
