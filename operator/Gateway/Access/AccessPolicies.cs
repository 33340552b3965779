using Slipway.Api;
using Slipway.Api.Validation;

namespace Slipway.Gateway.Access;

/// <summary>Makes a model's policy from its spec and the Secrets that it names. Whatever is wrong with them closes the model.</summary>
internal sealed class AccessPolicies(AccessSecrets secrets, GatewayClock clock)
{
    private const string JwksEntry = "jwks.json";

    /// <summary>Null: everybody is let in, because the spec says nothing of access.</summary>
    /// <param name="model">The model.</param>
    /// <param name="before">Its policy until now, whose counts go on where the limits are the same.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AccessPolicy?> BuildAsync(ModelDeployment model, AccessPolicy? before, CancellationToken cancellationToken)
    {
        if (model.Spec.Access is not { } access)
            return null;
        if (AccessRules.Check(access).FirstOrDefault() is { } error)
            return new AccessPolicy { Problem = error.ToString() };
        var space = model.Metadata.Namespace ?? "";
        var policy = new AccessPolicy { IsOpen = access is { ApiKeys: null, Jwt: null }, Limits = LimitsOf(access, before) };
        if (access.ApiKeys is { } keys)
            policy = WithKeys(policy, keys.SecretName, await secrets.ReadAsync(new EntityKey(space, keys.SecretName), cancellationToken));
        return access.Jwt is { } jwt
            ? WithTokens(policy, jwt, await secrets.ReadAsync(new EntityKey(space, jwt.JwksSecretName), cancellationToken))
            : policy;
    }

    private CallerLimits? LimitsOf(AccessSpec access, AccessPolicy? before)
    {
        if (CallerLimitSettings.Of(access) is not { } settings)
            return null;
        return before?.Limits is { } kept && kept.Settings == settings ? kept : new CallerLimits(settings, clock);
    }

    private static AccessPolicy WithKeys(AccessPolicy policy, string secretName, SecretReading reading)
    {
        if (reading.Data is not { } data)
            return policy with { Problem = $"spec.access.apiKeys: {reading.Problem}" };
        var ring = new KeyRing(data);
        var malformed = ring.Malformed.Count == 0 ? null : $"spec.access.apiKeys: in the Secret {secretName}, {string.Join(", ", ring.Malformed)} "
            + "must be sha256: and 64 hexadecimal digits, the hash of a key, and never a key itself";
        return ring.Count == 0
            ? policy with { Problem = malformed ?? $"spec.access.apiKeys: the Secret {secretName} holds no key" }
            : policy with { Keys = ring, Warning = malformed };
    }

    private AccessPolicy WithTokens(AccessPolicy policy, JwtSpec jwt, SecretReading reading)
    {
        var (keys, problem) = reading.Data is { } data ? KeySet.Read(data.GetValueOrDefault(JwksEntry)) : ([], null);
        problem = problem is null ? reading.Problem : $"the Secret {jwt.JwksSecretName} {problem}";
        return problem is null
            ? policy with { Tokens = new TokenVerifier(jwt, keys, clock.Time) }
            : policy with { Problem = $"spec.access.jwt: {problem}" };
    }
}
