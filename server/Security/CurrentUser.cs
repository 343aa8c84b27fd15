using System.Security.Claims;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Who asks, for code that knows nothing of requests.</summary>
internal sealed class CurrentUser(IHttpContextAccessor requests)
{
    /// <summary>Claim with the identifier of the person at the login service; it never changes hands.</summary>
    public const string SubjectClaim = "sub";

    /// <summary>Claim with the name for people.</summary>
    public const string NameClaim = "name";

    /// <summary>Claim with a role.</summary>
    public const string RoleClaim = "role";

    /// <summary>Owner of what the server makes by itself: every reader may see it. No identifier of a login service contains a space.</summary>
    public const string Everybody = "every reader";

    /// <summary>To whom belongs what this request leaves behind: the person's identifier; null without a login.</summary>
    public string? Owner => requests.HttpContext?.User.FindFirstValue(SubjectClaim);

    /// <summary>The person's name for people; null outside a request.</summary>
    public string? Name => requests.HttpContext?.User.FindFirstValue(NameClaim);

    /// <summary>Whether this request may see what belongs to <paramref name="owner"/>. Without a login, and in jobs, whose inputs were checked before, all is seen.</summary>
    public bool MaySee(string? owner) => Owner is not { } self || self == owner || owner == Everybody;
}
