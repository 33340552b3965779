using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Runtime;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Rollouts.Analysis;

/// <summary>A rollout judged by a Prometheus: what is asked, when, and what becomes of the answers.</summary>
public sealed class MetricQueriesTests
{
    private readonly World world = new();

    public MetricQueriesTests()
    {
        world.Settings = world.Settings with { GatewayInstalled = true, MetricsServerConfigured = true };
        world.Change(spec => spec.Rollout = new RolloutSpec
        {
            Strategy = RolloutStrategies.Canary,
            Steps = [new() { Weight = 25, Bake = "30s" }],
            Analysis = new AnalysisSpec
            {
                Interval = "10s",
                Metrics =
                [
                    new MetricSpec
                    {
                        Name = "drift",
                        Query = """max(drift{ns="{{namespace}}",model="{{name}}",v="{{version}}",r="{{revision}}"}) / max(drift{v="{{stableVersion}}",r="{{stableRevision}}"})""",
                        Max = "1.5",
                    },
                ],
            },
        });
        world.Settled("1", replicas: 2);
        world.Follow();
        world.Version("2");
    }

    [Fact]
    public void A_query_is_asked_once_for_each_verdict_with_everything_filled_in()
    {
        RollTo(RolloutPhase.Baking);
        var asked = new List<string>();
        for (var second = 0; second < 24; second++)
            asked.AddRange(Second(new ExternalSample(1)));

        asked.Count.ShouldBe(2, "once in ten seconds");
        var (old, fresh) = (Revision("1"), Revision("2"));
        asked[0].ShouldBe($$"""max(drift{ns="vision",model="ocr",v="2",r="{{fresh}}"}) / max(drift{v="1",r="{{old}}"})""");
        world.Status.Rollout!.Verdicts!.ShouldHaveSingleItem().Message.ShouldBe("1, allowed is 1.5");
    }

    [Fact]
    public void Good_answers_let_the_version_through()
    {
        RollTo(RolloutPhase.Baking);
        for (var second = 0; second < 120; second++)
            Second(new ExternalSample(1.5));
        world.ServingVersion.ShouldBe("2");
    }

    [Fact]
    public void A_bad_answer_is_the_end_of_it()
    {
        RollTo(RolloutPhase.Baking);
        for (var second = 0; second < 15; second++)
            Second(new ExternalSample(1.6));

        world.Status.Rollout!.AbortReason.ShouldBe(Reasons.AnalysisFailed);
        world.Status.Rollout.AbortMessage.ShouldBe("drift: 1.6, allowed is 1.5");
        world.ServingVersion.ShouldBe("1");
    }

    [Theory]
    [InlineData(null, nameof(MetricVerdict.NoData), RolloutPauses.NoData)]
    [InlineData("connection refused", nameof(MetricVerdict.Error), RolloutPauses.Inconclusive)]
    public void Without_an_answer_the_time_is_extended_and_then_a_person_is_asked(string? error, string verdict, string pausedBy)
    {
        RollTo(RolloutPhase.Baking);
        for (var second = 0; second < 100; second++)
            Second(new ExternalSample(null, error));

        (world.Status.Rollout!.Phase, world.Status.Rollout.PausedBy).ShouldBe((nameof(RolloutPhase.Paused), pausedBy));
        world.Status.Rollout.Verdicts![0].Verdict.ShouldBe(verdict);
    }

    [Fact]
    public void An_answer_of_the_verdict_before_is_not_taken_for_a_new_one()
    {
        RollTo(RolloutPhase.Baking);
        Second(new ExternalSample(1));
        var stale = new ExternalSample(9) { At = world.Now };
        for (var second = 0; second < 12; second++)
        {
            world.External = new Dictionary<string, ExternalSample> { ["drift"] = stale };
            world.Now += TimeSpan.FromSeconds(1);
            world.Reconcile();
            world.Follow();
        }

        world.Status.Rollout!.Verdicts![0].Message.ShouldBe("the query has not been answered yet");
    }

    /// <summary>A second of an operator that asks what the plan wants to know, and plans anew with it.</summary>
    private IEnumerable<string> Second(ExternalSample answer)
    {
        world.Now += TimeSpan.FromSeconds(1);
        var queries = world.Plan().Queries;
        if (queries.Count > 0)
            world.External = queries.ToDictionary(query => query.Name, _ => answer with { At = world.Now });
        Pass();
        return queries.Select(query => query.Text);
    }

    private void Pass()
    {
        world.Reconcile();
        world.MakeReady("2");
        foreach (var pod in world.Pods)
            world.Reports[pod.Metadata.Uid!] = Reported.Ready() with { Signature = new RuntimeSignature([new RuntimeTensor("x", "FP32", [-1, 3])], []) };
        world.Follow();
    }

    private void RollTo(RolloutPhase phase)
    {
        for (var pass = 0; world.Status.Rollout!.Phase != phase.ToString(); pass++)
        {
            pass.ShouldBeLessThan(30, world.Status.Rollout.Phase);
            world.Now += TimeSpan.FromSeconds(1);
            Pass();
        }
    }

    private string Revision(string version) => world.Status.Versions!.Find(row => row.Version == version)!.Revision;
}
