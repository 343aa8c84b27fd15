using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Lets in who sends a good token of the login service (RFC 6750), and tells everybody else what is missing.</summary>
internal sealed class BearerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, BearerTokens tokens, IProblemDetailsService problems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "Bearer";

    private const string Prefix = SchemeName + " ";
    private ProblemDetails? _problem;

    /// <summary>Why the token of a request was refused; null when it sent none or a good one.</summary>
    public static string? RefusalOf(HttpContext context) => context.Items[typeof(BearerAuthenticationHandler)] as string;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header?.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) != true)
        {
            return AuthenticateResult.NoResult();
        }

        (ClaimsIdentity? person, _problem) = await tokens.CheckAsync(header[Prefix.Length..].Trim(), Context.RequestAborted);
        if (person is null)
        {
            Context.Items[typeof(BearerAuthenticationHandler)] = _problem!.Type![(_problem.Type!.LastIndexOf(':') + 1)..];
            return AuthenticateResult.Fail("The token is not accepted.");
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(person), SchemeName));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = _problem is null ? $"{SchemeName} realm=\"aln\"" : $"{SchemeName} realm=\"aln\", error=\"invalid_token\", error_description=\"{_problem.Title}\"";
        if (_problem?.Status == StatusCodes.Status503ServiceUnavailable)
        {
            Response.Headers.RetryAfter = "5";
        }

        return problems.WriteAsync(Context, _problem ?? LoginProblems.LoginRequired());
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        problems.WriteAsync(Context, LoginProblems.Forbidden(Access.RoleFor(Context.GetEndpoint())));
}
