using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Planning.Rollouts.Preview;

/// <summary>Whether there is room for a version, and the proof.</summary>
public sealed record RoomOutlook
{
    /// <summary>How room is made. Wait: it is not there, and the rollout waits until it is.</summary>
    public required CapacityKind Kind { get; init; }

    /// <summary>A sentence with the numbers.</summary>
    public required string Message { get; init; }

    /// <summary>What is lacking: QuotaExceeded, WaitingForGPU or InsufficientCapacity; null: nothing.</summary>
    public string? Lack { get; init; }

    /// <summary>Whether nodes could be seen; if not, the scheduler will tell.</summary>
    public required bool NodesAreKnown { get; init; }

    /// <summary>Replicas that have to find room in the end.</summary>
    public required int Needed { get; init; }

    /// <summary>Nodes that admit the pod, with what is free of what it needs.</summary>
    public IReadOnlyList<RoomRow> Nodes { get; init; } = [];

    /// <summary>Limits of the namespace's quotas that count the pod.</summary>
    public IReadOnlyList<RoomRow> Quotas { get; init; } = [];
}
