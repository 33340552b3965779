using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Tests.Autoscaling;

/// <summary>A version whose replicas start in the time that a test says, decided about every second.</summary>
internal sealed class ScalerBench
{
    private readonly List<DateTimeOffset> starting = [];
    private List<TimeSpan> started = [];
    private DateTimeOffset? waitingSince;

    public static DemandSample None { get; } = new() { ServiceSeconds = 1 };

    public DateTimeOffset Now { get; private set; } = DateTimeOffset.Parse("2026-01-02T03:04:05Z");

    public ScaleState State { get; set; } = ScaleState.Empty;

    public ScalePolicy Policy { get; set; } = new() { Concurrency = 4, MinReplicas = 0, MaxReplicas = 32 };

    public DemandSample Demand { get; set; } = None;

    public TimeSpan StartUp { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many replicas find a node.</summary>
    public int Nodes { get; set; } = 1000;

    public int Ejected { get; set; }

    public int Replicas { get; private set; }

    public int Ready { get; private set; }

    public ScaleDecision Last { get; private set; } = null!;

    /// <summary>All that was decided in the last run.</summary>
    public List<int> Targets { get; private set; } = [];

    /// <summary>A load that has been the same for a minute.</summary>
    public static DemandSample Load(double slots, double seconds = 1, int queued = 0, double oldest = 0) => new()
    {
        RateNow = slots / seconds,
        RateShort = slots / seconds,
        RateLong = slots / seconds,
        BusyShort = slots,
        BusyLong = slots,
        InFlight = (int)Math.Ceiling(slots),
        Queued = queued,
        OldestQueuedSeconds = oldest,
        ServiceSeconds = seconds,
    };

    /// <summary>Requests that wait for the first replica.</summary>
    public static DemandSample Waiting(int queued, double oldest = 0.1) =>
        new() { RateNow = queued / 5.0, RateShort = queued / 15.0, RateLong = queued / 60.0, Queued = queued, OldestQueuedSeconds = oldest };

    public ScalerBench With(int ready)
    {
        Replicas = Ready = ready;
        starting.Clear();
        return this;
    }

    public ScaleDecision Step()
    {
        Now += TimeSpan.FromSeconds(1);
        var done = starting.Where(began => Now - began >= StartUp).ToList();
        started = [.. done.Select(began => Now - began)];
        starting.RemoveAll(done.Contains);
        Ready += done.Count;
        var waiting = Replicas - Ready - starting.Count;
        waitingSince = waiting > 0 ? waitingSince ?? Now : null;
        Last = Autoscaler.Decide(State, Observe(waiting), Policy, Now);
        State = Last.State;
        Follow(Last.Target);
        return Last;
    }

    public ScaleDecision Run(int seconds)
    {
        Targets = [];
        for (var second = 0; second < seconds; second++)
            Targets.Add(Step().Target);
        return Last;
    }

    private ScaleObservation Observe(int waiting) => new()
    {
        Demand = Demand,
        Replicas = Replicas,
        Ready = Ready,
        Ejected = Ejected,
        Starting = [.. starting.Select(began => new StartingReplica(Now - began))],
        Unschedulable = waiting,
        UnschedulableFor = waitingSince is { } since ? Now - since : TimeSpan.Zero,
        Started = started,
    };

    // Kubernetes takes what waits for a node first, then what is starting, then ready ones.
    private void Follow(int target)
    {
        while (Replicas > target)
        {
            if (Replicas == Ready + starting.Count && !TakeStarting())
                Ready--;
            Replicas--;
        }

        Replicas = target;
        while (Ready + starting.Count < Math.Min(Replicas, Nodes))
            starting.Add(Now);
    }

    private bool TakeStarting()
    {
        if (starting.Count == 0)
            return false;
        starting.RemoveAt(starting.Count - 1);
        return true;
    }
}
