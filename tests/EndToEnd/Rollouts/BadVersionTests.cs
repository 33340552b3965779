using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Rollouts;

/// <summary>Each way in which a new version can be bad is found by itself, and the version before serves on.</summary>
public sealed class BadVersionTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : RolloutTests(cluster, gateway, output)
{
    // Gateways report each second, and tell of their new routes once they have them.
    private static readonly TimeSpan Reporting = TimeSpan.FromSeconds(3);

    public static TheoryData<string> Reached { get; } = ["answers 500", "slow"];

    public static TheoryData<string> NeverReady { get; } = ["corrupt", "out of memory", "missing"];

    [Theory]
    [MemberData(nameof(Reached))]
    public Task A_version_that_gets_requests_and_fails_is_gone_within_two_intervals(string fault) =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, Version("1"));
            await space.ApplyAsync(Bad(fault));

            await space.UntilAsync("model", "a rollout that is given up", node => Phase(node) == "Aborted", TimeSpan.FromSeconds(90));
            await UntilMoreAsync(traffic, "1");

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            var affected = report.Samples.Where(sample => sample.Label != "1").ToList();
            affected.Count.ShouldBeGreaterThanOrEqualTo(20, "fewer requests say nothing about a version");
            var (first, enough, last) = (affected[0].At, affected[19].At, affected[^1].At);
            (last - enough).ShouldBeLessThan((2 * Interval) + Reporting);
            var during = report.Between(first, last + TimeSpan.FromMilliseconds(1)).Samples.Count;
            affected.Count.ShouldBeLessThan(MostOf(during), $"of {during} requests");
            await IsToldAsync(space);
        });

    [Theory]
    [MemberData(nameof(NeverReady))]
    public Task A_version_that_never_gets_ready_gets_no_request(string fault) =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, Version("1"));
            var bad = Bad(fault);
            await space.ApplyAsync(bad with { Rollout = bad.Rollout!.Replace("progressDeadline: 3m", "progressDeadline: 20s", StringComparison.Ordinal) });

            await space.UntilAsync("model", "a rollout that is given up", node => Phase(node) == "Aborted", TimeSpan.FromSeconds(90));
            await UntilMoreAsync(traffic, "1");

            var report = await traffic.StopAsync();
            report.Failures.ShouldBeEmpty();
            report.Count("1").ShouldBe(report.Samples.Count);
            await IsToldAsync(space);
        });

    [Fact]
    public Task A_version_that_answers_otherwise_is_found_by_copies_before_it_gets_a_request() =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, Version("1") with { Rollout = Watched });
            await space.ApplyAsync(Version("2", WorkingModels.Slow(2)) with { Rollout = Watched });

            var node = await space.UntilAsync("model", "a rollout that is given up", found => Phase(found) == "Aborted", TimeSpan.FromSeconds(90));
            await UntilMoreAsync(traffic, "1");

            var stalled = TestNamespace.Condition(node, "Stalled");
            stalled.Reason.ShouldBe("OutputsDiffer");
            stalled.Message.ShouldContain("output y differs by up to 0.14 at 100 % of its elements", customMessage: "sin 5 against sin sin 5");
            var report = await traffic.StopAsync();
            report.Failures.ShouldBeEmpty();
            report.Count("1").ShouldBe(report.Samples.Count);
            await IsToldAsync(space);
        });

    [Fact]
    public Task A_version_that_is_taken_back_in_the_middle_costs_nobody_a_request() =>
        InNamespaceAsync(async space =>
        {
            var (first, second, third) = (Version("1"), Version("2", WorkingModels.Slow(2)), Version("3", WorkingModels.Slow(3)));
            await using var traffic = await ServeAsync(space, first);
            await space.ApplyAsync(second);
            await space.UntilAsync("model", "a first share", node => (int?)node["status"]?["rollout"]?["weight"] == FirstPercent, TimeSpan.FromSeconds(60));

            await space.ApplyAsync(third);
            await space.UntilAsync("model", "version 3 instead", node => (string?)node["status"]?["rollout"]?["phase"] == "Baking" && traffic.Count("3") > 0, TimeSpan.FromSeconds(90));
            await space.ApplyAsync(first);
            await space.UntilAsync("model", "version 1 again", node => IsSettled(node, "1"), TimeSpan.FromSeconds(90));
            await UntilMoreAsync(traffic, "1");

            var report = await traffic.StopAsync();
            Output.WriteLine(report.Describe());
            report.Failures.ShouldBeEmpty();
            traffic.Count("2").ShouldBeGreaterThan(0);
        });

    /// <summary>Each request is drawn by itself, so its count spreads: five deviations above the first share, and still far below the next.</summary>
    private static int MostOf(int requests)
    {
        var share = FirstPercent / 100.0;
        return (int)((requests * share) + (5 * Math.Sqrt(requests * share * (1 - share)))) + 1;
    }

    private ModelManifest Bad(string fault) => fault switch
    {
        "answers 500" => Version("2", BrokenModels.FailsFromOneOn()),
        "slow" => Version("2", WorkingModels.Slow(200_000)),
        "out of memory" => Version("2", BrokenModels.HugeRows(1_000_000_000)) with { Limits = "memory: 256Mi" },
        "corrupt" => Version("2") with { Uri = Cluster.Serve("corrupt.onnx", BrokenModels.Corrupt()) },
        "missing" => Version("2") with { Uri = Cluster.ModelUri("missing.onnx") },
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <summary>The version before serves, the spec is as its author wrote it, and the status says what became of it.</summary>
    private async Task IsToldAsync(TestNamespace space)
    {
        var node = await space.GetAsync("model");
        Output.WriteLine(Kubectl.Show(node["status"]!));
        ((string?)node["spec"]!["model"]!["version"]).ShouldBe("2");
        ((string?)node["status"]!["version"]).ShouldBe("1");
        TestNamespace.Condition(node, "Stalled").Status.ShouldBe("True");
        TestNamespace.Condition(node, "Available").Status.ShouldBe("True");
    }
}
