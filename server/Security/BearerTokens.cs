using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace OhifAlnPlugin.Server.Security;

/// <summary>Checks access tokens (JWT, RFC 9068): signature by a published key, issuer, audience, times, and who it is.</summary>
internal sealed class BearerTokens(OidcOptions options, OidcProvider provider, TimeProvider clock)
{
    /// <summary>Asymmetric signatures only: with a symmetric one the published key would be the secret.</summary>
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };

    /// <summary>Checks a token.</summary>
    /// <returns>The person with their roles, or the problem to answer with.</returns>
    public async Task<(ClaimsIdentity? Person, ProblemDetails? Problem)> CheckAsync(string token, CancellationToken cancellation)
    {
        if (await provider.GetAsync(unknownKey: false, cancellation) is not { } published)
        {
            return (null, LoginProblems.Unavailable(options.Authority));
        }

        TokenValidationResult result = await _handler.ValidateTokenAsync(token, ParametersFor(published));
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException && await provider.GetAsync(unknownKey: true, cancellation) is { } renewed)
        {
            result = await _handler.ValidateTokenAsync(token, ParametersFor(renewed));
        }

        if (!result.IsValid)
        {
            return (null, Explain(result.Exception));
        }

        var jwt = (JsonWebToken)result.SecurityToken;
        return jwt.Subject is { Length: > 0 } ? (PersonOf(jwt), null) : (null, LoginProblems.Invalid("The token does not say whose it is: it has no claim 'sub'."));
    }

    private TokenValidationParameters ParametersFor(OpenIdConnectConfiguration published) => new()
    {
        ValidIssuer = published.Issuer,
        ValidAudience = options.Audience,
        IssuerSigningKeys = published.SigningKeys,
        TryAllIssuerSigningKeys = false,
        ValidAlgorithms = Algorithms,
        ValidTypes = ["at+jwt", "application/at+jwt", "JWT"],
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = IsInItsTime,
    };

    private bool IsInItsTime(DateTime? notBefore, DateTime? expires, SecurityToken token, TokenValidationParameters parameters)
    {
        DateTime now = clock.GetUtcNow().UtcDateTime;
        TimeSpan skew = TimeSpan.FromSeconds(options.ClockSkewSeconds);
        if (expires is null || expires.Value + skew <= now)
        {
            throw new SecurityTokenExpiredException("expired") { Expires = expires ?? DateTime.MinValue };
        }

        return notBefore is null || notBefore.Value - skew <= now ? true : throw new SecurityTokenNotYetValidException("early") { NotBefore = notBefore.Value };
    }

    private ProblemDetails Explain(Exception failure) => failure switch
    {
        SecurityTokenExpiredException expired => LoginProblems.Expired(expired.Expires),
        SecurityTokenNoExpirationException => LoginProblems.Invalid("The token has no time at which it expires."),
        SecurityTokenNotYetValidException early => LoginProblems.Invalid($"The token is valid only from {early.NotBefore:yyyy-MM-dd HH:mm:ss} UTC."),
        SecurityTokenInvalidAudienceException => LoginProblems.Invalid($"The token is meant for another audience; expected is '{options.Audience}'."),
        SecurityTokenInvalidIssuerException => LoginProblems.Invalid($"The token comes from another issuer than {options.Authority}."),
        SecurityTokenInvalidTypeException => LoginProblems.Invalid("The token is no access token: its type must be at+jwt or JWT."),
        SecurityTokenInvalidAlgorithmException => LoginProblems.Invalid($"The token's signature algorithm is not allowed: allowed are {string.Join(", ", Algorithms)}."),
        SecurityTokenInvalidSignatureException or SecurityTokenSignatureKeyNotFoundException => LoginProblems.Invalid("The token is not signed by a key of the login service with an allowed algorithm."),
        _ => LoginProblems.Invalid("The token is no signed JSON Web Token."),
    };

    private ClaimsIdentity PersonOf(JsonWebToken token)
    {
        var person = new ClaimsIdentity(BearerAuthenticationHandler.SchemeName, CurrentUser.NameClaim, CurrentUser.RoleClaim);
        person.AddClaim(new Claim(CurrentUser.SubjectClaim, token.Subject));
        person.AddClaim(new Claim(CurrentUser.NameClaim, token.TryGetPayloadValue(options.NameClaim, out string name) && name is { Length: > 0 } ? name : token.Subject));
        IEnumerable<string> held = RolesIn(token);
        person.AddClaims(Access.Roles.Where(role => held.Contains(options.RolePrefix + role)).Select(role => new Claim(CurrentUser.RoleClaim, role)));
        return person;
    }

    /// <summary>The names of roles in the token, a list or one text with spaces; whatever else stands there grants nothing.</summary>
    private string[] RolesIn(JsonWebToken token)
    {
        using JsonDocument payload = JsonDocument.Parse(Base64UrlEncoder.Decode(token.EncodedPayload));
        JsonElement place = payload.RootElement;
        foreach (string step in payload.RootElement.TryGetProperty(options.RoleClaim, out _) ? [options.RoleClaim] : options.RoleClaim.Split('.'))
        {
            if (place.ValueKind != JsonValueKind.Object || !place.TryGetProperty(step, out place))
            {
                return [];
            }
        }

        return place.ValueKind switch
        {
            JsonValueKind.Array => [.. place.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => role.GetString()!)],
            JsonValueKind.String => place.GetString()!.Split(' '),
            _ => [],
        };
    }
}
