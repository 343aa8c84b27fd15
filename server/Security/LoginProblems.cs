using Microsoft.AspNetCore.Mvc;
using OhifAlnPlugin.Server.Http;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Why a request is not let in.</summary>
internal static class LoginProblems
{
    /// <summary>401: nobody said who asks.</summary>
    public static ProblemDetails LoginRequired() =>
        Of(StatusCodes.Status401Unauthorized, "login-required", "Login required", "This server answers only with a login: send 'Authorization: Bearer' with a token of its login service.");

    /// <summary>401: the token has run out.</summary>
    public static ProblemDetails Expired(DateTime expiry) =>
        Of(StatusCodes.Status401Unauthorized, "token-expired", "The login has expired", $"The token was valid until {expiry:yyyy-MM-dd HH:mm:ss} UTC. Log in again.");

    /// <summary>401: the token is not good.</summary>
    public static ProblemDetails Invalid(string reason) =>
        Of(StatusCodes.Status401Unauthorized, "token-invalid", "The token is not accepted", reason);

    /// <summary>403: the person is known but may not do this.</summary>
    public static ProblemDetails Forbidden(string role) =>
        Of(StatusCodes.Status403Forbidden, "role-missing", "Not allowed", $"This needs the role '{role}', which your login does not have.");

    /// <summary>403: without a login, but not from this machine.</summary>
    public static ProblemDetails BehindProxy() =>
        Of(StatusCodes.Status403Forbidden, "login-not-configured", "No login is configured", $"This request came through a proxy, and without a login only this machine is answered: configure {OidcOptions.Section}:Authority, Audience and ClientId.");

    /// <summary>503: the login service does not answer.</summary>
    public static ProblemDetails Unavailable(string authority) =>
        Of(StatusCodes.Status503ServiceUnavailable, "login-service-unavailable", "The login service does not answer", $"The keys of {authority} cannot be fetched, so no token can be checked. Try again soon.");

    private static ProblemDetails Of(int status, string name, string title, string detail) =>
        new() { Status = status, Type = Problems.TypePrefix + name, Title = title, Detail = detail };
}
