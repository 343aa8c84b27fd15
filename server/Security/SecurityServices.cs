using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OhifAlnPlugin.Server.Security.Audit;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Registers login, roles and audit trail, and puts them into the pipeline.</summary>
internal static class SecurityServices
{
    /// <summary>Registers all; without a login service everybody at this machine is the local user.</summary>
    public static void AddSecurity(this IServiceCollection services, SecurityOptions security)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(security);
        services.AddHttpContextAccessor();
        services.AddSingleton<CurrentUser>();
        services.AddAccessPolicies();
        services.AddLogin(security.Oidc);
        services.AddForwarding(security);
        services.AddAllowedOrigins(security);
        services.AddSingleton<AuditTrail>();
        services.AddSingleton<AuditNotes>();
        services.AddSingleton<RepeatedReads>();
    }

    /// <summary>Who is it, may they, and the record of it. After the routing, before the endpoints.</summary>
    public static void UseSecurity(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SecurityOptions>().Proxies.Count > 0)
        {
            app.UseForwardedHeaders();
        }

        app.UseAuthentication();
        app.UseMiddleware<RequestAudit>();
        app.UseAuthorization();
    }

    private static void AddLogin(this IServiceCollection services, OidcOptions? oidc)
    {
        if (oidc is null)
        {
            services.AddAuthentication(LocalAuthenticationHandler.SchemeName)
                .AddScheme<AuthenticationSchemeOptions, LocalAuthenticationHandler>(LocalAuthenticationHandler.SchemeName, configureOptions: null);
            return;
        }

        services.AddSingleton(oidc);
        services.AddSingleton<OidcProvider>();
        services.AddSingleton<BearerTokens>();
        services.AddAuthentication(BearerAuthenticationHandler.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, BearerAuthenticationHandler>(BearerAuthenticationHandler.SchemeName, configureOptions: null);
    }

    private static void AddForwarding(this IServiceCollection services, SecurityOptions security) => services.Configure<ForwardedHeadersOptions>(forwarding =>
    {
        // The host name is not taken from a header: the proxy passes it on as it is, and it is checked like any other.
        forwarding.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        forwarding.KnownIPNetworks.Clear();
        forwarding.KnownProxies.Clear();
        foreach (System.Net.IPAddress proxy in security.Proxies)
        {
            forwarding.KnownProxies.Add(proxy);
        }
    });
}
