using Slipway.Api.Demand;

namespace Slipway.Simulator.Engine;

/// <summary>What a policy can see at a second.</summary>
internal sealed class SimulationView
{
    public required double Now { get; init; }

    public required Fleet Fleet { get; init; }

    /// <summary>Requests at replicas and in queues, averaged over the last second, exact and fresh: what the rivals get.</summary>
    public required double Concurrency { get; init; }

    /// <summary>Slots in use, averaged over the last second.</summary>
    public required double Busy { get; init; }

    /// <summary>Whether a request waits now while nothing is ready (the activator wakes the autoscaler).</summary>
    public required bool IsWaitingForFirst { get; init; }

    /// <summary>Lines of gateways that arrived within the last second: late, and at times missing.</summary>
    public required IReadOnlyList<(string Source, DemandReport Report)> Reports { get; init; }
}
