using Microsoft.AspNetCore.Authorization;

namespace OhifAlnPlugin.Server.Security;

/// <summary>What the three roles may do. Every endpoint demands the reader's role unless it names a higher one or says that it is open.</summary>
internal static class Access
{
    /// <summary>Looks at studies, outlines, corrects, saves and scores.</summary>
    public const string Reader = "reader";

    /// <summary>All that, and stores studies and computes features.</summary>
    public const string Researcher = "researcher";

    /// <summary>All that, and deletes.</summary>
    public const string Admin = "admin";

    /// <summary>All roles, the lowest first.</summary>
    public static IReadOnlyList<string> Roles { get; } = [Reader, Researcher, Admin];

    /// <summary>Registers one policy per role, each granted to the role and those above it; the lowest applies where none is named.</summary>
    public static void AddAccessPolicies(this IServiceCollection services)
    {
        AuthorizationBuilder authorization = services.AddAuthorizationBuilder();
        for (int i = 0; i < Roles.Count; i++)
        {
            string[] sufficient = [.. Roles.Skip(i)];
            authorization.AddPolicy(Roles[i], policy => policy.RequireAuthenticatedUser().RequireRole(sufficient));
        }

        authorization.SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().RequireRole(Roles).Build());
    }

    /// <summary>The role that an endpoint demands.</summary>
    public static string RoleFor(Endpoint? endpoint) =>
        endpoint?.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? Reader;
}
