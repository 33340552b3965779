namespace Slipway.Planning.Autoscaling.Arbitration;

/// <summary>What one version wants of GPUs that are not enough for all.</summary>
public sealed record CapacityClaim
{
    /// <summary>Whose claim it is.</summary>
    public required string Key { get; init; }

    /// <summary>Replicas that have GPUs now.</summary>
    public required int Holds { get; init; }

    /// <summary>Replicas guaranteed by minReplicas and by rollouts.</summary>
    public int Guaranteed { get; init; }

    /// <summary>Replicas that the requests need.</summary>
    public required int Needs { get; init; }

    /// <summary>Replicas that it would like, also because more were needed a while ago.</summary>
    public required int Wants { get; init; }

    /// <summary>spec.autoscaling.priority.</summary>
    public int Priority { get; init; }

    /// <summary>GPUs of a replica, at least 1.</summary>
    public int GpusPerReplica { get; init; } = 1;

    /// <summary>Requests per second that come.</summary>
    public double Arrivals { get; init; }
}
