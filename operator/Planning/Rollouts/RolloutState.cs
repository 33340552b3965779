namespace Slipway.Planning.Rollouts;

/// <summary>All that a step depends on.</summary>
internal sealed record RolloutState
{
    /// <summary>The revision that the user wants; it is among <see cref="Versions"/>.</summary>
    public required string Target { get; init; }

    /// <summary>The revision that has the traffic; null: none, or one that no longer exists.</summary>
    public string? Serving { get; init; }

    /// <summary>How many replicas the user wants.</summary>
    public required int Wanted { get; init; }

    /// <summary>How long a replaced version stays.</summary>
    public required TimeSpan ScaleDownDelay { get; init; }

    public required IReadOnlyList<RolloutVersion> Versions { get; init; }
}
