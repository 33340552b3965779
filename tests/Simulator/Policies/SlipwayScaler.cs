using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Demand;
using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Policies;

/// <summary>The operator's own decision, fed with what gateways report.</summary>
internal sealed class SlipwayScaler : IScaler
{
    private static readonly VersionKey Key = new("default", "model", "one");

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly DemandHistory demand = new();
    private readonly ScalePolicy policy;
    private ScaleState state = ScaleState.Empty;
    private int target = -1;

    public SlipwayScaler(string name, SimulationOptions options, ScaleTuning tuning)
    {
        Name = name;
        policy = new ScalePolicy
        {
            Concurrency = options.Concurrency,
            MinReplicas = 0,
            MaxReplicas = options.MaxReplicas,
            Tuning = tuning,
        };
        for (var gateway = 0; gateway < options.Gateways; gateway++)
            demand.Expect($"gateway-{gateway}");
    }

    public string Name { get; }

    public int Decide(SimulationView view)
    {
        var now = Start + TimeSpan.FromSeconds(view.Now);
        foreach (var (source, report) in view.Reports)
            demand.Take(source, report, now);
        if (target < 0)
            target = view.Fleet.Target;
        var decision = Autoscaler.Decide(state, Observe(view, now), policy, now);
        state = decision.State;
        return target = decision.Target;
    }

    private ScaleObservation Observe(SimulationView view, DateTimeOffset now)
    {
        var pods = view.Fleet.Pods;
        List<StartingReplica>? starting = null;
        var pending = 0;
        var waiting = 0.0;
        foreach (var pod in pods)
        {
            if (pod.Phase == PodPhase.Starting)
                (starting ??= []).Add(new StartingReplica(TimeSpan.FromSeconds(view.Now - pod.ScheduledAt)));
            if (pod.Phase != PodPhase.Pending)
                continue;
            pending++;
            waiting = Math.Max(waiting, view.Now - pod.CreatedAt);
        }

        return new ScaleObservation
        {
            Demand = demand.Sample(Key, now),
            Replicas = target,
            Ready = view.Fleet.Ready,
            Starting = starting ?? [],
            Unschedulable = pending,
            UnschedulableFor = TimeSpan.FromSeconds(waiting),
            Started = [.. view.Fleet.TakeStarted().Select(seconds => TimeSpan.FromSeconds(seconds))],
        };
    }
}
