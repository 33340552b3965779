using Microsoft.AspNetCore.Http;

namespace Slipway.Gateway.Access;

/// <summary>Who may send requests to a model. Immutable but for the counts of its limits; a change makes a new one.</summary>
internal sealed record AccessPolicy
{
    /// <summary>Callers' keys; null: keys let nobody in.</summary>
    public KeyRing? Keys { get; init; }

    /// <summary>Checks tokens; null: tokens let nobody in.</summary>
    public TokenVerifier? Tokens { get; init; }

    /// <summary>Null: nothing is limited.</summary>
    public CallerLimits? Limits { get; init; }

    /// <summary>Whether callers need not say who they are.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Why nobody is let in; null: nothing is wrong.</summary>
    public string? Problem { get; init; }

    /// <summary>What is wrong without keeping everybody out; null: nothing is.</summary>
    public string? Warning { get; init; }

    /// <summary>Who asks and whether he may; what it counts is to be given back.</summary>
    public async ValueTask<AccessDecision> DecideAsync(IHeaderDictionary headers)
    {
        if (Problem is not null)
            return new AccessDecision(AccessVerdict.NotSetUp);
        var identity = IsOpen ? new AccessDecision(AccessVerdict.Allowed) : await IdentifyAsync(Credential.Of(headers));
        return identity.Verdict == AccessVerdict.Allowed && Limits is not null ? Limits.Enter(identity.Consumer) : identity;
    }

    private ValueTask<AccessDecision> IdentifyAsync(Credential credential)
    {
        if (credential.Secret is not { } secret)
            return ValueTask.FromResult(new AccessDecision(AccessVerdict.NoCredentials));
        if (Keys?.Find(secret) is { } consumer)
            return ValueTask.FromResult(new AccessDecision(AccessVerdict.Allowed, consumer));
        return credential.IsBearer && Tokens is not null && (Keys is null || TokenVerifier.IsToken(secret))
            ? Tokens.CheckAsync(secret)
            : ValueTask.FromResult(new AccessDecision(AccessVerdict.UnknownKey));
    }
}
