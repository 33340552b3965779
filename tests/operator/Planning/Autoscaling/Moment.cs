using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Tests.Autoscaling;

/// <summary>All that a decision is made from, drawn at random; the next one follows from what was decided.</summary>
internal sealed record Moment(string Name, ScaleState State, ScaleObservation Seen, ScalePolicy Policy, DateTimeOffset Now, int Extra)
{
    /// <summary>What no target may exceed.</summary>
    public int Ceiling => Math.Min(Policy.MaxReplicas, Policy.Quota ?? int.MaxValue);

    public static Moment First(Random random, int seed)
    {
        var min = random.Next(0, 4);
        var policy = new ScalePolicy
        {
            Concurrency = random.Next(1, 9),
            MinReplicas = min,
            MaxReplicas = min + random.Next(1, 40),
            ScheduledReplicas = random.Next(4) == 0 ? random.Next(1, 6) : 0,
            RolloutFloor = random.Next(6) == 0 ? random.Next(1, 6) : 0,
            Quota = random.Next(5) == 0 ? random.Next(0, 20) : null,
            ScaleToZeroAfter = random.Next(3) == 0 ? TimeSpan.FromSeconds(random.Next(10, 600)) : null,
            ActivationReplicas = random.Next(1, 4),
            MaxScaleUpPerMinute = random.Next(4) == 0 ? random.Next(1, 10) : null,
            HasNodeAutoscaler = random.Next(2) == 0,
            PriorStartUp = TimeSpan.FromSeconds(random.Next(5, 400)),
        };
        return new Moment($"seed {seed}", ScaleState.Empty, Draw(random, random.Next(0, policy.MaxReplicas + 1)), policy, DateTimeOffset.UnixEpoch.AddDays(20000), 1);
    }

    public ScaleDecision Decide() => Autoscaler.Decide(State, Seen, Policy, Now);

    public Moment Next(Random random)
    {
        var decision = Decide();
        return this with
        {
            Name = Name.Split(',')[0] + $", after {Now:HH:mm:ss}",
            State = decision.State,
            Seen = Draw(random, decision.Target),
            Now = Now + TimeSpan.FromSeconds(random.Next(4) == 0 ? random.Next(1, 2000) : random.Next(1, 30)),
            Extra = random.Next(1, 500),
        };
    }

    private static ScaleObservation Draw(Random random, int replicas)
    {
        var ready = random.Next(0, replicas + 1);
        var starting = random.Next(0, replicas - ready + 1);
        var unschedulable = replicas - ready - starting;
        return new ScaleObservation
        {
            Demand = Demand(random),
            Replicas = replicas,
            Ready = ready,
            Ejected = random.Next(5) == 0 ? random.Next(0, ready + 1) : 0,
            Starting = [.. Enumerable.Range(0, starting).Select(_ => new StartingReplica(TimeSpan.FromSeconds(random.Next(0, 900))))],
            Unschedulable = unschedulable,
            UnschedulableFor = TimeSpan.FromSeconds(unschedulable > 0 ? random.Next(0, 120) : 0),
            Started = random.Next(3) == 0 ? [TimeSpan.FromSeconds(random.Next(2, 400))] : [],
        };
    }

    private static DemandSample Demand(Random random)
    {
        if (random.Next(10) == 0)
            return DemandSample.Unknown;
        if (random.Next(5) == 0)
            return new DemandSample { ServiceSeconds = 0.5 };
        var load = 60 * random.NextDouble() * random.NextDouble();
        var seconds = 0.02 + (4 * random.NextDouble() * random.NextDouble());
        double Near(double value) => value * (0.5 + random.NextDouble());
        return new DemandSample
        {
            SilentGateways = random.Next(8) == 0 ? 1 : 0,
            RateNow = Near(load / seconds),
            RateShort = Near(load / seconds),
            RateLong = Near(load / seconds),
            BusyShort = Near(load),
            BusyLong = Near(load),
            InFlight = (int)load,
            Queued = random.Next(3) == 0 ? random.Next(0, 400) : 0,
            OldestQueuedSeconds = random.Next(3) == 0 ? 5 * random.NextDouble() : 0,
            ServiceSeconds = random.Next(6) == 0 ? null : seconds,
        };
    }
}
