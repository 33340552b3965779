using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>What the user wants of rollouts, with defaults filled in.</summary>
internal sealed record RolloutPolicy
{
    /// <summary>One of <see cref="RolloutStrategies"/>.</summary>
    public required string Strategy { get; init; }

    public string CapacityMode { get; init; } = CapacityModes.Auto;

    public bool AllowDowntime { get; init; }

    public TimeSpan CapacityDeadline { get; init; } = Defaults.CapacityDeadline;

    public TimeSpan ProgressDeadline { get; init; } = Defaults.ProgressDeadline;

    /// <summary>Whether a deadline ends the rollout; else it only says so.</summary>
    public bool AbortAtDeadline { get; init; } = true;

    public ShadowPolicy? Shadow { get; init; }

    public HeaderMatch? HeaderRoute { get; init; }

    /// <summary>Steps before all of the traffic; empty: none.</summary>
    public IReadOnlyList<StepPolicy> Steps { get; init; } = [];

    /// <summary>Null: nothing but the fast abort.</summary>
    public AnalysisPolicy? Analysis { get; init; }

    public TimeSpan ScaleDownDelay { get; init; } = Defaults.ScaleDownDelay;

    /// <summary>The share of a step; beyond the last one: 100.</summary>
    public int WeightOf(int step) => step < Steps.Count ? Steps[step].Weight : 100;
}
