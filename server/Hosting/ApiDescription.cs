using Microsoft.OpenApi;

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
        });
    }

    public static void UseApiDescription(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwagger(document => document.RouteTemplate = "openapi/{documentName}.json");
        app.UseSwaggerUI(page => page.DocumentTitle = "OhifAlnPlugin API");
    }
}
