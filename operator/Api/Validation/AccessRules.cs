namespace Slipway.Api.Validation;

/// <summary>Twins of the rules about spec.access. The gateway asks them too: what breaks one lets nobody in.</summary>
public static class AccessRules
{
    private const string Path = "spec.access";

    /// <summary>All broken rules; empty when it is valid or absent.</summary>
    /// <param name="access">As the user wrote it; null: absent.</param>
    public static IEnumerable<ValidationError> Check(AccessSpec? access)
    {
        if (access is null)
            yield break;
        if (access is { ApiKeys: null, Jwt: null, RateLimit: null, Concurrency: null })
            yield return new(Path, ValidationMessages.AccessSaysSomething);
        if (access.ApiKeys is { } keys && !Patterns.IsMatch(Patterns.ObjectName, keys.SecretName))
            yield return new($"{Path}.apiKeys.secretName", ValidationMessages.ObjectName);
        foreach (var error in Jwt(access.Jwt))
            yield return error;
        if (access.RateLimit is { } rate && (rate.RequestsPerSecond < 1 || rate.Burst < 1))
            yield return new($"{Path}.rateLimit", "requestsPerSecond and burst must be at least 1");
        if (access.Concurrency < 1)
            yield return new($"{Path}.concurrency", "must be at least 1");
    }

    private static IEnumerable<ValidationError> Jwt(JwtSpec? jwt)
    {
        if (jwt is null)
            yield break;
        if (string.IsNullOrEmpty(jwt.Issuer))
            yield return new($"{Path}.jwt.issuer", "must not be empty");
        if (jwt.Audiences is not { Count: > 0 } audiences || audiences.Exists(string.IsNullOrEmpty))
            yield return new($"{Path}.jwt.audiences", "must name at least one audience: without it, tokens for other services would do");
        if (!Patterns.IsMatch(Patterns.ObjectName, jwt.JwksSecretName))
            yield return new($"{Path}.jwt.jwksSecretName", ValidationMessages.ObjectName);
        if (jwt.Algorithms is { } algorithms && (algorithms.Count == 0 || algorithms.Except(JwtAlgorithms.All, StringComparer.Ordinal).Any()))
            yield return new($"{Path}.jwt.algorithms", $"must be among {string.Join(", ", JwtAlgorithms.All)}");
        if (jwt.Scopes is { } scopes && (scopes.Count == 0 || scopes.Exists(string.IsNullOrEmpty)))
            yield return new($"{Path}.jwt.scopes", "must not be empty");
    }
}
