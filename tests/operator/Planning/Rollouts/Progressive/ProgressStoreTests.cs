using System.Text.Json;
using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

public sealed class ProgressStoreTests
{
    private static readonly RolloutPolicy Policy = new() { Strategy = RolloutStrategies.Canary, Steps = [new(5, TimeSpan.Zero, Pause: false)] };

    [Fact]
    public void A_new_leader_reads_the_same_step_share_time_and_counts()
    {
        var progress = new RolloutProgress
        {
            Phase = RolloutPhase.Paused,
            Mode = CapacityModes.Replace,
            Stable = "a",
            Canary = "b",
            Step = 1,
            Weight = 25,
            StartedAt = Bench.Start,
            Since = Bench.Start.AddMinutes(3),
            PausedBy = RolloutPauses.NoData,
            PausedFrom = RolloutPhase.Analyzing,
            Fast = true,
            Hard = true,
            BlockedBy = "something",
            Message = "why",
            Aborted = "c",
            AbortReason = "AnalysisFailed",
            AbortMessage = "bad",
            Overdue = "late",
            RolledBackTo = "a",
            Proven = ["a"],
            Acknowledged = "pause",
            Answer = "paused",
            Passes = 2,
            Verdicts = [new MetricResult("ErrorRate", MetricVerdict.Fail, "7 %", 1)],
            Baseline = new Baseline(Bench.Start, new Dictionary<(string, string), Counters> { [("g1", "b")] = new() { Completions = 7, Failures = 1, Latency = [0, 7] } })
            {
                LookedAt = Bench.Start.AddSeconds(15),
            },
        };

        var read = ProgressStore.Read(JsonSerializer.Deserialize(Json(progress), ApiJsonContext.Default.ModelDeploymentStatus)!.Rollout);

        Json(read).ShouldBe(Json(progress));
        (read with { Proven = progress.Proven, Verdicts = progress.Verdicts, Baseline = progress.Baseline }).ShouldBe(progress);
        read.Verdicts.ShouldBe(progress.Verdicts);
        read.Baseline!.At.ShouldBe(Bench.Start);
        read.Baseline.LookedAt.ShouldBe(Bench.Start.AddSeconds(15));
        read.Baseline.Samples[("g1", "b")].Latency.ShouldBe([0, 7]);
    }

    [Fact]
    public void Plain_rolling_has_nothing_to_tell() =>
        ProgressStore.Write(new RolloutProgress { Stable = "a" }, Policy with { Strategy = RolloutStrategies.Rolling }).ShouldBeNull();

    [Fact]
    public void A_phase_of_a_newer_operator_counts_as_none() =>
        ProgressStore.Read(new RolloutStatus { Phase = "Hovering" }).Phase.ShouldBe(RolloutPhase.Stable);

    private static string Json(RolloutProgress progress) =>
        JsonSerializer.Serialize(new ModelDeploymentStatus { Rollout = ProgressStore.Write(progress, Policy) }, ApiJsonContext.Default.ModelDeploymentStatus);
}
