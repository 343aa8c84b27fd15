using System.ComponentModel.DataAnnotations;

namespace OhifAlnPlugin.Server.Security;

/// <summary>The login service (an OpenID Connect provider) whose tokens the server accepts.</summary>
internal sealed record OidcOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = SecurityOptions.Section + ":Oidc";

    /// <summary>Issuer as the tokens name it; <c>/.well-known/openid-configuration</c> lies below it.</summary>
    public required string Authority { get; init; }

    /// <summary>What the tokens must be meant for: the name of this server at the login service.</summary>
    public required string Audience { get; init; }

    /// <summary>Name of the viewer as a public client of the login service; it logs in by code with PKCE.</summary>
    public required string ClientId { get; init; }

    /// <summary>What the viewer asks for.</summary>
    public string Scope { get; init; } = "openid profile";

    /// <summary>Whether the login service must be reached by HTTPS. Only for a provider on this machine there is a reason to say no.</summary>
    public bool RequireHttps { get; init; } = true;

    /// <summary>Claim with the roles; dots lead into nested objects, as in Keycloak's <c>realm_access.roles</c>.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>What stands before <c>reader</c>, <c>researcher</c> and <c>admin</c> in the names of the roles.</summary>
    public string RolePrefix { get; init; } = "aln-";

    /// <summary>Claim with the name that the audit trail shows.</summary>
    public string NameClaim { get; init; } = "preferred_username";

    /// <summary>How far the clocks of server and login service may differ, s.</summary>
    [Range(0, 300)]
    public int ClockSkewSeconds { get; init; } = 30;

    /// <summary>Origins that the viewer talks to beside its own: that of the authority.</summary>
    public string Origin => new Uri(Authority).GetLeftPart(UriPartial.Authority);
}
