namespace Slipway.Planning.Autoscaling.Demand;

/// <summary>What all gateways together see of one version, at one moment. Rates are per second, busy is in slots (Erlangs).</summary>
public sealed record DemandSample
{
    /// <summary>Nothing is known: no gateway has been heard.</summary>
    public static DemandSample Unknown { get; } = new() { IsKnown = false };

    /// <summary>Whether any gateway was heard within the last seconds; false: hold everything.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary>Gateways that should report and do not. Their last word no longer counts, and their silence is no zero.</summary>
    public int SilentGateways { get; init; }

    /// <summary>Arrivals over the last 5 s: notices a jump.</summary>
    public double RateNow { get; init; }

    /// <summary>Arrivals over the last 15 s.</summary>
    public double RateShort { get; init; }

    /// <summary>Arrivals over the last 60 s.</summary>
    public double RateLong { get; init; }

    /// <summary>Requests that replicas ended over the last 15 s, per second.</summary>
    public double CompletedShort { get; init; }

    /// <summary>Requests that replicas ended over the last 60 s, per second.</summary>
    public double CompletedLong { get; init; }

    /// <summary>Requests at replicas, on average over the last 15 s.</summary>
    public double BusyShort { get; init; }

    /// <summary>Requests at replicas, on average over the last 60 s.</summary>
    public double BusyLong { get; init; }

    /// <summary>Requests at replicas now.</summary>
    public int InFlight { get; init; }

    /// <summary>Requests waiting now.</summary>
    public int Queued { get; init; }

    /// <summary>How long the oldest of them has waited.</summary>
    public double OldestQueuedSeconds { get; init; }

    /// <summary>Time at a replica per request, smoothed; null: none was answered yet.</summary>
    public double? ServiceSeconds { get; init; }

    /// <summary>Ready replicas that a gateway leaves out because they fail; the most of any gateway.</summary>
    public int Ejected { get; init; }

    /// <summary>Nobody asks, waits or is being served, and nobody did within the last 60 s.</summary>
    public bool IsIdle => IsKnown && Queued == 0 && InFlight == 0 && RateLong <= 0 && RateNow <= 0;
}
