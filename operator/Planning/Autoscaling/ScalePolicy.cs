namespace Slipway.Planning.Autoscaling;

/// <summary>What the user and the administrator want of one version, in numbers.</summary>
public sealed record ScalePolicy
{
    /// <summary>Requests that one replica works on at once, within its target; need not be whole.</summary>
    public double Concurrency { get; init; } = 1;

    /// <summary>Never fewer; 0: down to none.</summary>
    public int MinReplicas { get; init; } = 1;

    /// <summary>Never more.</summary>
    public int MaxReplicas { get; init; } = 1;

    /// <summary>What schedules ask for now; like <see cref="MinReplicas"/>.</summary>
    public int ScheduledReplicas { get; init; }

    /// <summary>What a rollout needs kept now.</summary>
    public int RolloutFloor { get; init; }

    /// <summary>What a quota or other models leave; null: no such limit. Above everything else.</summary>
    public int? Quota { get; init; }

    /// <summary>Idle for so long before the last replica goes; null: learned.</summary>
    public TimeSpan? ScaleToZeroAfter { get; init; }

    /// <summary>From none, at least so many at once.</summary>
    public int ActivationReplicas { get; init; } = 1;

    /// <summary>At most so many more within a minute; null: no limit.</summary>
    public int? MaxScaleUpPerMinute { get; init; }

    /// <summary>Whether nodes are added for pods that find none: then all that are needed may wait for one.</summary>
    public bool HasNodeAutoscaler { get; init; }

    /// <summary>How long a request takes before any was seen.</summary>
    public double PriorServiceSeconds { get; init; } = 0.5;

    /// <summary>How long a replica takes to start before any was seen.</summary>
    public TimeSpan PriorStartUp { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Constants of the algorithm.</summary>
    public ScaleTuning Tuning { get; init; } = ScaleTuning.Default;
}
