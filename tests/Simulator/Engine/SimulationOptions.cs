namespace Slipway.Simulator.Engine;

/// <summary>The cluster that a workload meets.</summary>
internal sealed record SimulationOptions
{
    /// <summary>Mean seconds from a pod's creation to its readiness.</summary>
    public required double StartUpSeconds { get; init; }

    /// <summary>Requests that a replica takes at once.</summary>
    public int Concurrency { get; init; } = 4;

    public int MaxReplicas { get; init; } = 32;

    /// <summary>GPUs in the cluster; a replica takes one.</summary>
    public int Gpus { get; init; } = int.MaxValue;

    /// <summary>A request that waits longer is late.</summary>
    public double LateSeconds { get; init; } = 2;

    /// <summary>Requests that may wait; further ones are refused.</summary>
    public int QueueLimit { get; init; } = 1000;

    /// <summary>Gateways; each sees its share of the requests.</summary>
    public int Gateways { get; init; } = 3;

    /// <summary>Seconds by which the lines of gateways are old.</summary>
    public double ReportDelay { get; init; } = 0.5;

    /// <summary>Mean seconds between silences of a gateway, each of 20 s.</summary>
    public double SilenceEvery { get; init; } = 900;

    /// <summary>A request gives up after this long in the queue, as in the gateway: max(60 s, 1.5 start-ups), at most 600 s.</summary>
    public double GiveUpSeconds => Math.Min(600, Math.Max(60, 1.5 * StartUpSeconds));
}
