namespace Slipway.Planning.Rollouts.Preview;

/// <summary>What applying a spec leads to.</summary>
public enum PreviewKind
{
    /// <summary>Nothing: the operator refuses the spec, and what runs goes on running.</summary>
    Refused,

    /// <summary>The model's first version; there is nothing to replace.</summary>
    FirstVersion,

    /// <summary>No new version: pods stay; only replicas, scaling, rollout or access may change.</summary>
    NoNewVersion,

    /// <summary>A new version takes over step by step.</summary>
    Rollout,

    /// <summary>A version that has proved itself comes back, without steps.</summary>
    Return,

    /// <summary>Nothing: the version was given up before, and waits for a person's retry.</summary>
    GivenUp,
}
