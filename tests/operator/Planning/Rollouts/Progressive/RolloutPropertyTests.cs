using Slipway.Api;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

/// <summary>Whatever happens, in whatever order: requests go to ready versions, the old one stays whole, and it ends.</summary>
public sealed class RolloutPropertyTests
{
    private const int Passes = 150;

    private static readonly string[] Strategies = [RolloutStrategies.Canary, RolloutStrategies.BlueGreen, RolloutStrategies.Recreate];

    private static readonly CapacityKind[] Kinds = Enum.GetValues<CapacityKind>();

    private static readonly string[] Actions = ["promote", "promote-full", "pause", "abort", "retry", "rollback@a", "rollback@v-b", "what"];

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_schedules_with_faults_keep_what_serves(int seed)
    {
        var random = new Random(seed);
        var bench = Begin(random);
        for (var pass = 0; pass < Passes; pass++)
        {
            var done = Happen(bench, random);
            Check(bench, $"seed {seed}, pass {pass}, after {done}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_schedule_ends_stable_or_aborted_once_all_is_well(int seed)
    {
        var random = new Random(seed);
        var bench = Begin(random);
        for (var pass = 0; pass < Passes; pass++)
        {
            Happen(bench, random);
            Check(bench, $"seed {seed}, pass {pass}");
        }

        (bench.Wanted, bench.Room, bench.Load, bench.Capacity, bench.Action) = (Math.Max(2, bench.Wanted), 100, 1, null, null);
        bench.Need.Clear();
        foreach (var gateway in bench.Gateways)
            (gateway.IsKnown, _) = (true, 0);
        foreach (var revision in "abcde")
            bench.Of($"{revision}").Restarts = 0;
        for (var pass = 0; pass < 300; pass++)
        {
            bench.Action = bench.Phase == RolloutPhase.Paused ? $"promote#{pass}" : null;
            bench.Gateways.ForEach(gateway => gateway.Forget());
            Check(bench, $"seed {seed}, good pass {pass}", bench.Step);
        }

        var context = $"seed {seed}: {bench.Phase} {bench.Progress.BlockedBy}";
        (bench.Phase is RolloutPhase.Stable or RolloutPhase.Aborted).ShouldBeTrue(context);
        bench.Traffic.ShouldHaveSingleItem(context).Weight.ShouldBe(100, context);
        bench.Serving.ShouldBe(RolloutMachine.WantedOf(bench.Progress, bench.Input()), context);
        bench.Of(bench.Serving!).ReadyCount.ShouldBe(bench.Wanted, context);
    }

    private static Bench Begin(Random random)
    {
        var bench = Bench.Serving4(random.Next(1, 5));
        bench.Policy = bench.Policy with
        {
            Strategy = Strategies[random.Next(3)],
            AllowDowntime = random.Next(2) == 0,
            AbortAtDeadline = random.Next(3) > 0,
            CapacityMode = random.Next(3) == 0 ? CapacityModes.Replace : CapacityModes.Auto,
        };
        if (bench.Policy.Strategy != RolloutStrategies.Canary)
            bench.Policy = bench.Policy with { Steps = [] };
        if (random.Next(2) == 0)
            bench.Gateways.Add(new BenchGateway("g2"));
        return bench;
    }

    private static string Happen(Bench bench, Random random)
    {
        bench.Now += TimeSpan.FromSeconds(random.Next(0, 60));
        var pods = "abcde".Select(revision => bench.Of($"{revision}")).SelectMany(fleet => fleet.Pods).ToList();
        var pod = pods.Count == 0 ? null : pods[random.Next(pods.Count)];
        switch (random.Next(17))
        {
            case 0 when random.Next(3) == 0:
                bench.Target = $"{"abcde"[random.Next(5)]}";
                return "another version";
            case 1 when random.Next(3) == 0:
                bench.Wanted = random.Next(0, 5);
                return "another scale";
            case 2 when pod is not null:
                (pod.IsReady, pod.Since) = (false, bench.Now);
                return "a failing pod";
            case 3 when pod is not null:
                (pod.IsReady, pod.IsScheduled) = (false, false);
                return "a lost node";
            case 4:
                bench.Room = random.Next(2, 12);
                return "other room";
            case 5 when random.Next(2) == 0:
                bench.Action = random.Next(2) == 0 ? null : Actions[random.Next(Actions.Length)];
                return "a wish";
            case 6:
                bench.Gateways[0].IsKnown = random.Next(2) == 0;
                return "a gateway that is lost or found";
            case 7:
                bench.Count($"{"abcde"[random.Next(5)]}", random.Next(30), random.Next(4) == 0 ? random.Next(60) : 0);
                return "requests";
            case 8:
                bench.Gateways.ForEach(gateway => gateway.Forget());
                return "a quiet time";
            case 9:
                bench.Capacity = random.Next(3) == 0 ? null : new CapacityDecision(Kinds[random.Next(Kinds.Length)], "some room");
                bench.Load = random.Next(2) == 0 ? null : random.Next(0, 5);
                return "another plan for room";
            case 16:
                bench.Need.Clear();
                bench.Need[bench.Progress.Stable ?? "a"] = random.Next(0, 6);
                return "another load";
            case 10 or 11:
                bench.Acknowledge();
                return "gateways that follow";
            default:
                bench.Schedule();
                bench.Ready();
                return "pods that become ready";
        }
    }

    private static void Check(Bench bench, string context, Action? step = null)
    {
        var ready = "abcde".ToDictionary(revision => $"{revision}", revision => bench.Of($"{revision}").ReadyCount);
        var stable = bench.Progress.Stable ?? "a";
        var (stableBefore, gateways) = (bench.Of(stable).Replicas, bench.Gateways.Select(gateway => gateway.View(bench.Now).Now).ToList());
        (step ?? (() => bench.Pass()))();
        var progress = bench.Decision.Progress;

        bench.Traffic.Sum(target => target.Weight).ShouldBe(100, context);
        bench.Decision.Step.Keep.ShouldContain(kept => kept.Revision == bench.Decision.Step.Serve, context);
        if (!progress.IsUnderWay)
            return;
        context += $" in {progress.Phase} ({progress.Mode})";
        if (step is null && bench.Weight(progress.Canary!) > 0)
            (ready.GetValueOrDefault(progress.Canary!) > 0 || ready[progress.Stable!] == 0).ShouldBeTrue($"{context}: requests go to a canary without replicas");
        if (step is null && bench.Weight(progress.Stable!) > 0 && progress is { Weight: > 0, Hard: false })
            (ready[progress.Stable!] > 0 || ready.GetValueOrDefault(progress.Canary!) == 0).ShouldBeTrue($"{context}: requests go to a stable version without replicas");
        // Who gets nothing of the whole while the gateways still say otherwise is the one mistake that costs requests.
        var after = bench.Of(progress.Stable!).Replicas;
        if (progress.Mode == CapacityModes.Surge && bench.Wanted > 0 && progress.Stable == stable)
            after.ShouldBeGreaterThanOrEqualTo(Math.Min(stableBefore, Math.Max(bench.Wanted, bench.Need.GetValueOrDefault(stable))), context);
        if (progress.Mode == CapacityModes.Replace && after == 0 && stableBefore > 0 && bench.Wanted > 0 && progress.Phase != RolloutPhase.WaitingForCapacity)
            gateways.ShouldAllBe(gateway => gateway != null && gateway.Traffic.All(share => share.Revision != progress.Stable || share.Weight == 0), context);
        if (progress.Mode == CapacityModes.Replace && progress.Phase is not (RolloutPhase.Aborting or RolloutPhase.Superseded or RolloutPhase.WaitingForCapacity))
            (after + bench.Of(progress.Canary!).Replicas).ShouldBeInRange(Math.Max(1, bench.Wanted), Math.Max(stableBefore, bench.Wanted) + 5, context);
    }
}
