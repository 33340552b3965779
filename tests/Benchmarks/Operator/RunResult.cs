namespace Slipway.Benchmarks.Operator;

/// <summary>One run of one controller at one size.</summary>
internal sealed record RunResult
{
    public required PhaseResult Create { get; init; }

    public required PhaseResult Template { get; init; }

    /// <summary>Started with N Deployments that have no child yet of their template.</summary>
    public required PhaseResult ColdStart { get; init; }

    public required PhaseResult Delete { get; init; }

    /// <summary>Ten seconds without a change: requests in all, not per object.</summary>
    public required PhaseResult Idle { get; init; }

    public required double PeakMegabytes { get; init; }

    public required double SettledMegabytes { get; init; }

    /// <summary>The phases by name, in the order they ran.</summary>
    public IEnumerable<(string Name, PhaseResult Result)> Phases =>
        [("create", Create), ("idle", Idle), ("template", Template), ("coldStart", ColdStart), ("delete", Delete)];
}
