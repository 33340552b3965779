using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Slipway.Api;

namespace Slipway.Gateway.Access;

/// <summary>Checks signed tokens against an issuer's keys: signature, algorithm, issuer, audience, time and scopes.</summary>
internal sealed class TokenVerifier
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    private static readonly JsonWebTokenHandler Handler = new() { MapInboundClaims = false };

    private readonly TokenValidationParameters parameters;
    private readonly List<string> scopes;

    public TokenVerifier(JwtSpec spec, IReadOnlyList<SecurityKey> keys, TimeProvider time)
    {
        scopes = spec.Scopes ?? [];
        parameters = new TokenValidationParameters
        {
            ValidIssuer = spec.Issuer,
            ValidAudiences = spec.Audiences,
            ValidAlgorithms = spec.Algorithms ?? JwtAlgorithms.Default,
            IssuerSigningKeys = keys,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidateIssuerSigningKey = true,
            IncludeTokenOnFailedValidation = false,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, time.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>Whether a text has the shape of a token: three parts.</summary>
    public static bool IsToken(string text) => text.AsSpan().Count('.') == 2;

    public async ValueTask<AccessDecision> CheckAsync(string token)
    {
        var result = await Handler.ValidateTokenAsync(token, parameters);
        if (!result.IsValid || result.SecurityToken is not JsonWebToken read || !CallerName.IsUsable(read.Subject))
            return new AccessDecision(AccessVerdict.InvalidToken);
        return scopes.Count > 0 && scopes.Except(ScopesOf(read), StringComparer.Ordinal).Any()
            ? new AccessDecision(AccessVerdict.MissingScope, read.Subject)
            : new AccessDecision(AccessVerdict.Allowed, read.Subject);
    }

    private static bool IsCurrent(DateTime? notBefore, DateTime? expires, DateTime now) =>
        expires is { } end && now < end + ClockSkew && (notBefore is not { } start || now >= start - ClockSkew);

    // A text with spaces (RFC 8693), or what some issuers write: scp as a text or a list.
    private static IEnumerable<string> ScopesOf(JsonWebToken token) => token.Claims
        .Where(claim => claim.Type is "scope" or "scp")
        .SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
