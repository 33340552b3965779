using System.Text.Json;
using Slipway.Api;
using Slipway.Planning.Rollouts;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

/// <summary>A cluster of nothing but counts: carries out what the machine decides, as far as a test lets it.</summary>
internal sealed class Bench
{
    public static readonly DateTimeOffset Start = DateTimeOffset.Parse("2026-01-02T03:04:05Z");

    private readonly Dictionary<string, Fleet> fleets = [];

    public DateTimeOffset Now { get; set; } = Start;

    public RolloutPolicy Policy { get; set; } = new()
    {
        Strategy = RolloutStrategies.Canary,
        Steps = [new(10, TimeSpan.FromMinutes(1), Pause: false), new(50, TimeSpan.FromMinutes(1), Pause: false)],
        ScaleDownDelay = TimeSpan.FromSeconds(30),
    };

    public RolloutProgress Progress { get; private set; } = new();

    public RolloutDecision Decision { get; private set; } = null!;

    public string Target { get; set; } = "a";

    public string? Serving { get; set; } = "a";

    public int Wanted { get; set; } = 4;

    public int? Load { get; set; }

    /// <summary>Replicas that each version needs for its traffic, as an autoscaler says.</summary>
    public Dictionary<string, int> Need { get; } = [];

    /// <summary>Pods that the nodes hold.</summary>
    public int Room { get; set; } = 100;

    public CapacityDecision? Capacity { get; set; }

    public IReadOnlyList<string>? Differences { get; set; } = [];

    public bool AllowsDifferences { get; set; }

    public string? Action { get; set; }

    public Finding? CanaryFailure { get; set; }

    public bool GatewayInstalled { get; set; } = true;

    public List<BenchGateway> Gateways { get; } = [new("g1")];

    public RolloutPhase Phase => Progress.Phase;

    public IReadOnlyList<TrafficTarget> Traffic => Decision.Step.Traffic;

    public Fleet Of(string revision) => fleets.TryGetValue(revision, out var fleet) ? fleet : fleets[revision] = new Fleet();

    public int Weight(string revision) => Decision.Step.WeightOf(revision);

    /// <summary>Version a serves with all its replicas.</summary>
    public static Bench Serving4(int wanted = 4)
    {
        var bench = new Bench { Wanted = wanted };
        bench.Of("a").HasServed = true;
        bench.Of("a").Replicas = wanted;
        bench.Of("a").Pods.AddRange(Enumerable.Range(0, wanted).Select(_ => new BenchPod { IsScheduled = true, IsReady = true }));
        bench.Pass();
        bench.Acknowledge();
        return bench;
    }

    public RolloutInput Input() => new()
    {
        Target = Target,
        Serving = Serving,
        Wanted = Wanted,
        Load = Load,
        Need = Need,
        Versions = [.. fleets.Keys.Append(Target).Append(Progress.Stable ?? Target).Distinct().Select(Version)],
        Names = fleets.Keys.Append(Target).Distinct().ToDictionary(revision => revision, revision => $"v-{revision}"),
        Policy = Policy,
        GatewayInstalled = GatewayInstalled,
        Gateways = [.. Gateways.Select(gateway => gateway.View(Now))],
        Capacity = Capacity,
        SignatureDifferences = Differences,
        AllowsSignatureChange = AllowsDifferences,
        Action = Action,
        CanaryFailure = CanaryFailure,
    };

    /// <summary>Decides once, stores as the API server would, and carries out.</summary>
    public RolloutDecision Pass()
    {
        Decision = RolloutMachine.Next(Progress, Input(), Now);
        Progress = Stored(Decision.Progress);
        Serving = Decision.Step.Serve;
        foreach (var gone in Decision.Step.Remove)
            Of(gone).Clear();
        foreach (var kept in Decision.Step.Keep)
            Of(kept.Revision).Keep(kept);
        return Decision;
    }

    /// <summary>Passes, pods that get room and become ready, and gateways that follow, until a phase is reached.</summary>
    public Bench Until(RolloutPhase phase, int limit = 200)
    {
        for (var pass = 0; Phase != phase; pass++)
        {
            pass.ShouldBeLessThan(limit, $"{phase} is not reached from {Phase}, held up by {Progress.BlockedBy}");
            Step();
        }

        return this;
    }

    /// <summary>One pass in which everything goes well, and five seconds.</summary>
    public void Step()
    {
        Now += TimeSpan.FromSeconds(5);
        Pass();
        Schedule();
        Ready();
        Acknowledge();
    }

    public Bench Steps(int count)
    {
        for (var step = 0; step < count; step++)
            Step();
        return this;
    }

    public void Schedule()
    {
        foreach (var pod in fleets.Values.SelectMany(fleet => fleet.Pods).Where(pod => !pod.IsScheduled))
        {
            if (fleets.Values.SelectMany(fleet => fleet.Pods).Count(other => other.IsScheduled) < Room)
                (pod.IsScheduled, pod.Since) = (true, Now);
        }
    }

    public void Ready()
    {
        foreach (var pod in fleets.Values.SelectMany(fleet => fleet.Pods).Where(pod => pod.IsScheduled))
            pod.IsReady = true;
    }

    public void Acknowledge()
    {
        foreach (var gateway in Gateways)
            gateway.Follow(Traffic);
    }

    /// <summary>Requests that every gateway counts, answered in a millisecond.</summary>
    public void Count(string revision, long good, long bad = 0, int bucket = 0)
    {
        foreach (var gateway in Gateways)
            gateway.Count(revision, good, bad, bucket);
    }

    /// <summary>What is left of a progress after it was written and read by another leader.</summary>
    private RolloutProgress Stored(RolloutProgress progress)
    {
        var status = new ModelDeploymentStatus { Rollout = ProgressStore.Write(progress, Policy) };
        var text = JsonSerializer.Serialize(status, ApiJsonContext.Default.ModelDeploymentStatus);
        return ProgressStore.Read(JsonSerializer.Deserialize(text, ApiJsonContext.Default.ModelDeploymentStatus)!.Rollout);
    }

    private RolloutVersion Version(string revision)
    {
        var fleet = Of(revision);
        var starting = fleet.Pods.Where(pod => pod is { IsScheduled: true, IsReady: false }).ToList();
        return new RolloutVersion(revision, fleet.ReadyCount, fleet.Replicas, fleet.HasServed, fleet.RetireAt, Now, fleet.Restarts)
        {
            Scheduled = fleet.Pods.Count(pod => pod.IsScheduled),
            Pods = fleet.Pods.Count,
            StartingSince = starting.Count == 0 ? null : starting.Max(pod => pod.Since),
        };
    }
}
