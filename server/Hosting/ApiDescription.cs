using Microsoft.OpenApi;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>The OpenAPI document at <c>/swagger/v1/swagger.json</c> and its page at <c>/swagger</c>.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services)
    {
        services.AddEndpointsApiExplorer();
        services.AddSwaggerGen(swagger => swagger.SwaggerDoc("v1", new OpenApiInfo
        {
            Title = "OhifAlnPlugin",
            Version = "v1",
            Description = "DICOMweb, tumour segmentation and ALN burden from breast DCE-MRI. Research use only.",
        }));
    }

    public static void UseApiDescription(this WebApplication app)
    {
        app.UseSwagger();
        app.UseSwaggerUI(page => page.DocumentTitle = "OhifAlnPlugin API");
    }
}
