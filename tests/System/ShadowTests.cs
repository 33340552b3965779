using System.Text.Json;
using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Models;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Xunit.Abstractions;

namespace Slipway.SystemTests;

/// <summary>A canary is tried with copies of requests before it gets one of its own.</summary>
public sealed class ShadowTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_canary_whose_outputs_are_wrong_is_taken_back_before_it_gets_a_request_of_a_caller()
    {
        await using var system = await LocalSystem.StartAsync();
        await system.ApplyAsync("ocr", "1", adapt: Tried);
        await system.UntilReadyAsync("ocr", "1");
        await using var traffic = system.StartTraffic("ocr");
        var applied = await system.ApplyAsync("ocr", "2", "other.onnx", adapt: Tried);

        var aborted = await system.UntilReasonAsync("ocr", Reasons.OutputsDiffer);

        var text = ConditionList.Find(aborted.Status.Conditions, ConditionTypes.Ready)!.Message!;
        output.WriteLine(text);
        text.ShouldContain("output y differs by up to ");
        text.ShouldContain("% of its elements");
        aborted.Status.Rollout!.Verdicts!.Single().ShouldSatisfyAllConditions(verdict => verdict.Name.ShouldBe("Shadow"), verdict => verdict.Verdict.ShouldBe("Fail"));
        await Eventually.TrueAsync(
            async () => (await system.ListAsync<Corev1Event>()).Any(happened => happened.Reason == EventReasons.RolloutAborted && happened.Message!.Contains("output y differs", StringComparison.Ordinal)),
            "the event that says why",
            LocalSystem.Patience);
        aborted.Metadata.Generation.ShouldBe(applied.Metadata.Generation);
        JsonSerializer.Serialize(aborted.Spec).ShouldBe(JsonSerializer.Serialize(applied.Spec));
        await system.UntilPodsAsync("ocr", 1);
        var report = await traffic.StopAsync();
        report.Failures.ShouldBeEmpty();
        report.Count("2").ShouldBe(0);
        report.Count("1").ShouldBe(report.Samples.Count);
    }

    [Fact]
    public async Task A_canary_whose_outputs_are_equal_goes_through()
    {
        await using var system = await LocalSystem.StartAsync();
        await system.ApplyAsync("ocr", "1", adapt: Tried);
        await system.UntilReadyAsync("ocr", "1");
        await using var traffic = system.StartTraffic("ocr");
        await system.ApplyAsync("ocr", "2", adapt: Tried);

        var tried = await system.UntilAsync(
            "ocr", model => model.Status.Rollout?.Verdicts?.Exists(verdict => verdict is { Name: "Shadow", Verdict: "Pass" }) == true, "a good verdict on copies");
        output.WriteLine(tried.Status.Rollout!.Verdicts![0].Message);
        await system.UntilReadyAsync("ocr", "2");
        await Eventually.TrueAsync(() => traffic.Count("2") > 5, "answers of version 2", LocalSystem.Patience);

        tried.Status.Rollout.Verdicts[0].Message!.ShouldStartWith("0 % of ");
        (await traffic.StopAsync()).Failures.ShouldBeEmpty();
    }

    private static void Tried(ModelDeploymentSpec spec) => spec.Rollout = new()
    {
        Strategy = RolloutStrategies.Canary,
        Shadow = new() { Percent = 50, Duration = "6s", CompareOutputs = new() { Atol = 0.0001 } },
        Steps = [new() { Weight = 50, Bake = "1s" }],
        ScaleDownDelay = "1s",
    };
}
