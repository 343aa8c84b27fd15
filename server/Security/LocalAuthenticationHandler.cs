using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Security;

/// <summary>
/// Without a login everybody at this machine is the user <c>local</c> and may do everything. A request that came through a proxy is not
/// from this machine, whatever its socket says, and is not let in.
/// </summary>
internal sealed class LocalAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme and of the user.</summary>
    public const string SchemeName = "local";

    private static readonly AuthenticationTicket Ticket = new(new ClaimsPrincipal(Person()), SchemeName);

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(
        Request.Headers.ContainsKey("X-Forwarded-For") || Request.Headers.ContainsKey("Forwarded") ? AuthenticateResult.NoResult() : AuthenticateResult.Success(Ticket));

    protected override Task HandleChallengeAsync(AuthenticationProperties properties) => problems.WriteAsync(Context, LoginProblems.BehindProxy());

    private static ClaimsIdentity Person()
    {
        var person = new ClaimsIdentity(SchemeName, CurrentUser.NameClaim, CurrentUser.RoleClaim);
        person.AddClaim(new Claim(CurrentUser.NameClaim, SchemeName));
        person.AddClaim(new Claim(CurrentUser.RoleClaim, Access.Admin));
        return person;
    }
}
