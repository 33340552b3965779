using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>Which requests run together, and how many there may be.</summary>
internal sealed record SchedulingArguments
{
    /// <summary>Requests that may wait where nothing is said.</summary>
    public const int StandardQueueLength = 256;

    /// <summary>Connections where nothing is said.</summary>
    public const int StandardConnections = 10_000;

    /// <summary>Batch size, delay, axes.</summary>
    public BatchingOptions Batching { get; init; } = new();

    /// <summary>Runs at once; null: from the processors.</summary>
    public int? Instances { get; init; }

    /// <summary>Requests that may wait.</summary>
    public int QueueLength { get; init; } = StandardQueueLength;

    /// <summary>How long a request may wait; null: as long as it may take in all.</summary>
    public TimeSpan? QueueTimeout { get; init; }

    /// <summary>What all request bodies in memory may take, in bytes.</summary>
    public long MaxInFlightBytes { get; init; } = 512L * 1024 * 1024;

    /// <summary>Open connections to the protocols' ports.</summary>
    public int MaxConnections { get; init; } = StandardConnections;
}
