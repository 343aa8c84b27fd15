using Microsoft.AspNetCore.Connections;
using OhifAlnPlugin.Server.DicomWeb.Proxy;
using OhifAlnPlugin.Server.Http;
using OhifAlnPlugin.Server.Security;
using OhifAlnPlugin.Server.Security.Audit;
using OhifAlnPlugin.Server.Storage;
using OhifAlnPlugin.Server.Storage.Remote;
using OhifAlnPlugin.Server.Viewer;

namespace OhifAlnPlugin.Server.Hosting;

/// <summary>Builds the web application. Used by the command line and, on a port of the system's choice, by the tests.</summary>
internal static class ServerHost
{
    /// <summary>Checks the options, opens the store and composes services, middleware and endpoints; nothing listens yet.</summary>
    /// <param name="options">Addresses and data folder.</param>
    /// <param name="customise">A last word on the builder, for tests and for embedding.</param>
    /// <exception cref="BindingRefusedException">An address can be reached from other machines and there is no login, or the login is not configured well.</exception>
    /// <exception cref="RemoteSettingsException">The image archive is not configured well.</exception>
    /// <exception cref="DataFolderException">The data folder cannot be made or written, or its index cannot be opened.</exception>
    public static WebApplication Build(ServerOptions options, Action<WebApplicationBuilder>? customise = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls([.. options.Urls]);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Images are read while what was read before is sent.
            kestrel.Limits.MaxResponseBufferSize = 1 << 20;
        });
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, BlockPool.Factory>();
        builder.Logging.ConfigureLogs();
        builder.Services.AddProblems();
        builder.Services.ConfigureHttpJsonOptions(json => (json.SerializerOptions.RespectNullableAnnotations, json.SerializerOptions.RespectRequiredConstructorParameters) = (true, true));
        builder.Services.AddCompression();
        builder.Services.AddBackpressure();
        builder.Services.AddApiDescription();
        builder.Services.AddFeatures(options);
        customise?.Invoke(builder);
        if (RemoteOptions.Read(builder.Configuration) is { } archive)
        {
            builder.Services.AddRemoteArchive(archive);
            builder.Services.AddSingleton<ArchiveProxy>();
        }

        builder.Secure(options.Urls);

        var app = builder.Build();
        _ = app.Services.GetRequiredService<InstanceStore>();
        _ = app.Services.GetRequiredService<AuditTrail>();
        app.Services.GetRequiredService<StudyDeletion>().Finish();
        app.Compose(options);
        return app;
    }

    /// <summary>Middleware in its order, then the endpoints.</summary>
    private static void Compose(this WebApplication app, ServerOptions options)
    {
        app.UseResponseCompression();
        app.UseProblems();
        app.UseSecurityHeaders();
        app.UseAllowedOrigins();
        app.UseRateLimiter();
        app.UseCompressedBodies();
        app.UseApiDescription();
        app.UseSecurity();
        app.MapFeatures();
        if (options.Viewer is not null)
        {
            app.MapViewer(options.Viewer, app.Services.GetRequiredService<SecurityOptions>().Oidc);
        }
    }

    /// <summary>Decides by addresses and configuration who may come in.</summary>
    private static void Secure(this WebApplicationBuilder builder, IReadOnlyList<string> urls)
    {
        SecurityOptions security = SecurityOptions.Read(builder.Configuration);
        BindingPolicy.Require(urls, security);
        builder.Configuration["AllowedHosts"] = BindingPolicy.AllowedHosts(urls, security);
        builder.Services.AddSecurity(security);
    }

    /// <summary>One line per message on the console. Request paths and queries can carry patient names, so the framework's request log stays off.</summary>
    private static void ConfigureLogs(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss ";
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Quartz", LogLevel.Warning);

        // Who was not let in is in the audit trail; the framework's own lines would say less, once per request.
        logging.AddFilter(typeof(BearerAuthenticationHandler).FullName, LogLevel.Warning);
        logging.AddFilter(typeof(LocalAuthenticationHandler).FullName, LogLevel.Warning);

        // A failed start is said once, as a sentence, by the command line.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
    }
}
