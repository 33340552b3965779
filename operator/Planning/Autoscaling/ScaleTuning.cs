namespace Slipway.Planning.Autoscaling;

/// <summary>Constants of the algorithm, chosen in the simulator on one half of its workloads and reported on the other (tests/Simulator).</summary>
public sealed record ScaleTuning
{
    public static ScaleTuning Default { get; } = new();

    /// <summary>A request that waits longer than these seconds is late.</summary>
    public double LateSeconds { get; init; } = 2;

    /// <summary>The part of the requests that may be late at the load of 15 s.</summary>
    public double Tail { get; init; } = 0.04;

    /// <summary>The same for what is held afterwards.</summary>
    public double HeldTail { get; init; } = 0.05;

    /// <summary>How much of the 15-second load counts in what is held; the rest is that of the minute.</summary>
    public double HeldShare { get; init; } = 1;

    /// <summary>A queue should be gone within this time after new replicas are ready, in seconds…</summary>
    public double DrainSeconds { get; init; } = 10;

    /// <summary>…or within this part of the start-up time, if that is longer.</summary>
    public double DrainPerStartUp { get; init; } = 0.05;

    /// <summary>
    /// What was needed is held for the square of the start-up time, divided by these seconds: a miss makes late who comes while a replica
    /// starts, and the queue that they leave makes late as many again…
    /// </summary>
    public double HoldScale { get; init; } = 8;

    /// <summary>…at least for these seconds…</summary>
    public double ShortestHold { get; init; } = 600;

    /// <summary>…and at most for these.</summary>
    public double LongestHold { get; init; } = 3000;

    /// <summary>However often regretted, it is never held longer than these seconds, or than without regret if that is longer.</summary>
    public double RegretCap { get; init; } = 1200;

    /// <summary>Whatever was learned, no hold is longer than these seconds.</summary>
    public double HoldCap { get; init; } = 5400;

    /// <summary>Seconds of late answers beside the start-up: to notice, and to catch up.</summary>
    public double LateExtra { get; init; } = 20;

    /// <summary>Gaps seen before they count.</summary>
    public double FewestGaps { get; init; } = 1;

    /// <summary>Gaps seen before replicas are had back by them.</summary>
    public double FewestForReturn { get; init; } = 1;

    /// <summary>Replica-seconds that a second of late answers is worth; shared by as many replicas as are missing together.</summary>
    public double LatePrice { get; init; } = 40;

    /// <summary>Replicas missing together, as a part of all.</summary>
    public double MissingShare { get; init; } = 0.25;

    /// <summary>How much of a steady rise is carried on over the start-up time.</summary>
    public double TrendGain { get; init; } = 0.8;

    /// <summary>Whether recurring needs are met before they come.</summary>
    public bool Prewarms { get; init; } = true;

    /// <summary>At most this part of the replicas goes at once.</summary>
    public double DownStep { get; init; } = 0.25;

    /// <summary>Seconds between two such steps.</summary>
    public double DownInterval { get; init; } = 30;
}
