using Slipway.Api;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Events;

public sealed class EventBuilderTests
{
    [Fact]
    public void A_loaded_model_is_told_once_with_its_times_and_a_fallback_is_a_warning()
    {
        var world = new World();
        world.Reconcile();
        world.MakeReady("1");
        world.Reports[world.Pods[0].Metadata.Uid!] = Reported.Ready("CPU", passedOver: "CUDA: libcublasLt.so.13 is missing");
        var events = world.Reconcile().Events;

        events.Select(happened => happened.Reason).ShouldBe([EventReasons.ModelLoaded, EventReasons.ProviderFallback, EventReasons.VersionReady]);
        events[0].Message.ShouldContain("Downloading 1.25 s, Loading 0.5 s");
        events[1].Message.ShouldContain("libcublasLt.so.13 is missing");
        world.Reconcile().Events.ShouldBeEmpty();
    }

    [Fact]
    public void What_was_reported_once_stays_when_the_runtime_cannot_be_asked()
    {
        var world = new World();
        world.Reconcile();
        world.MakeReady("1");
        world.Reports[world.Pods[0].Metadata.Uid!] = Reported.Ready();
        world.Reconcile();
        world.Reports.Clear();
        world.Reconcile().Events.ShouldBeEmpty();

        world.Status.Versions![0].Digest.ShouldBe("sha256:9f86");
        world.Status.Versions[0].Provider.ShouldBe("CPU");
    }

    [Theory]
    [InlineData(1, 3, "ScaledUp")]
    [InlineData(3, 1, "ScaledDown")]
    public void Another_scale_is_told(int from, int to, string reason)
    {
        var world = new World().Settled("1", from);
        world.Change(spec => spec.Replicas = to);

        world.Reconcile().Events.ShouldContain(happened => happened.Reason == reason && happened.Message.Contains($"from {from} to {to}"));
    }

    [Fact]
    public void A_version_that_served_is_retired_not_superseded_even_without_a_delay()
    {
        var world = new World();
        world.Change(spec => spec.Rollout = new RolloutSpec { ScaleDownDelay = "0s" });
        world.Settled("1");
        world.Version("2");
        world.Reconcile();
        world.MakeReady("2");

        world.Reconcile().Events.Select(happened => happened.Reason).ShouldBe([EventReasons.VersionReady, EventReasons.TrafficMoved]);
        world.Reconcile().Events.Select(happened => happened.Reason).ShouldBe([EventReasons.VersionRetired]);
    }
}
