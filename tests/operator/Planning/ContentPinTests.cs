using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests;

/// <summary>All replicas of a version serve what its first ready one found.</summary>
public sealed class ContentPinTests
{
    private const string Tag = "oci://registry.example/team/ocr:latest";

    private static readonly string First = new('a', 64);

    private static readonly string Other = new('b', 64);

    private static readonly string Resolved = $"oci://registry.example/team/ocr@sha256:{new string('c', 64)}";

    [Fact]
    public void Row_39_what_the_first_ready_replica_found_is_kept_where_later_ones_look()
    {
        var world = Settled(replicas: 1);

        var pin = world.ConfigMaps.ShouldHaveSingleItem();

        pin.Data.ShouldBe(new Dictionary<string, string> { ["sha256"] = First, ["uri"] = Resolved });
        pin.Metadata.OwnerReferences.ShouldHaveSingleItem().Uid.ShouldBe(world.Model.Metadata.Uid);
        var pod = world.Pods.ShouldHaveSingleItem().Spec;
        pod.Volumes!.ShouldContain(volume => volume.ConfigMap != null && volume.ConfigMap.Name == pin.Metadata.Name && volume.ConfigMap.Optional == true);
        pod.Containers![0].Args!.ShouldContain("--model-pin=/etc/slipway/pin");
        world.LastPlan.Apply.ToList().FindIndex(child => child is V1ConfigMap)
            .ShouldBeLessThan(world.LastPlan.Apply.ToList().FindIndex(child => child is V1Deployment));
    }

    [Fact]
    public void Row_39_a_replica_that_found_something_else_is_replaced_and_people_are_told()
    {
        var world = Settled(replicas: 1);
        world.Change(spec => spec.Replicas = 2);
        world.Reconcile();
        var stray = PodStates.Running(world.Pods[^1], world.Now);
        Report(world, stray, Other);

        var plan = world.Reconcile();

        plan.Delete.ShouldHaveSingleItem().ShouldBeSameAs(stray);
        var told = plan.Events.Where(happened => happened.Reason == EventReasons.ContentChanged).ShouldHaveSingleItem();
        told.Message.ShouldContain(First);
        told.Message.ShouldContain(Other);
        world.Status.Versions![0].Digest.ShouldBe($"sha256:{First}");
        world.ConfigMaps.ShouldHaveSingleItem().Data!["sha256"].ShouldBe(First);
        world.Reconcile().Delete.ShouldBeEmpty();
    }

    [Fact]
    public void The_only_replicas_that_serve_are_not_taken_away_for_a_pin_that_says_otherwise()
    {
        var world = Settled(replicas: 2);
        world.ConfigMaps[0].Data!["sha256"] = Other;
        world.Reconcile().Delete.ShouldBeEmpty();

        var second = world.Pods[1];
        Report(world, world.Pods[0], Other);
        world.Reconcile().Delete.ShouldHaveSingleItem().ShouldBeSameAs(second, "another one serves what is pinned");
    }

    [Fact]
    public void What_has_never_worked_is_not_pinned_so_that_it_can_be_mended_in_place()
    {
        var world = new World();
        world.Reconcile();
        Report(world, PodStates.Running(world.Pods[0], world.Now), Other);
        world.Reconcile();
        world.ConfigMaps.ShouldBeEmpty();

        Report(world, PodStates.Ready(world.Pods[0], world.Now), First);
        world.Reconcile();
        world.ConfigMaps.ShouldHaveSingleItem().Data!["sha256"].ShouldBe(First);
        world.Pods.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_digest_in_the_spec_decides_by_itself()
    {
        var world = new World();
        world.Change(spec => spec.Model.Sha256 = First);
        world.Reconcile();
        Report(world, PodStates.Ready(world.Pods[0], world.Now), First);
        world.Reconcile();

        world.ConfigMaps.ShouldBeEmpty();
        world.Pods[0].Spec.Containers![0].Args!.ShouldNotContain(argument => argument.StartsWith("--model-pin", StringComparison.Ordinal));
        world.Pods[0].Spec.Volumes!.ShouldNotContain(volume => volume.ConfigMap != null);
    }

    [Fact]
    public void A_pin_that_somebody_deletes_or_spoils_is_made_anew_from_what_is_known()
    {
        var world = Settled(replicas: 1);
        world.Reports.Clear();
        world.ConfigMaps.Clear();
        world.Reconcile();
        world.ConfigMaps.ShouldHaveSingleItem().Data!["sha256"].ShouldBe(First);

        world.ConfigMaps[0].Data!["sha256"] = "nonsense";
        world.Reconcile();
        world.ConfigMaps.ShouldHaveSingleItem().Data!["sha256"].ShouldBe(First);
    }

    [Fact]
    public void A_pin_stays_as_long_as_its_version_may_come_back_and_goes_with_its_record()
    {
        var world = Settled(replicas: 1);
        world.Change(spec => spec.Rollout = new RolloutSpec { ScaleDownDelay = "0s", HistoryLimit = 1 });
        foreach (var version in new[] { "2", "3" })
        {
            world.Version(version);
            world.Reconcile();
            Report(world, world.PodsOf(version)[0], First);
            world.MakeReady(version);
            world.Reconcile();
            world.Reconcile();
            world.Reconcile();
        }

        world.Deployments.ShouldHaveSingleItem();
        world.ConfigMaps.Select(pin => pin.Metadata.Labels![Labels.AppVersion]).Order().ShouldBe(["2", "3"]);
        world.Revisions.Count.ShouldBe(2);
    }

    [Fact]
    public void A_ready_replica_is_asked_what_it_found_until_it_has_said_so()
    {
        var world = Settled(replicas: 1);
        world.Change(spec => spec.Replicas = 2);
        world.Reconcile();
        var second = PodStates.Ready(world.Pods[^1], world.Now);
        world.Reconcile().ReadStatusOf.ShouldContain(second);

        Report(world, second, First);
        world.Reconcile().ReadStatusOf.ShouldBeEmpty();
    }

    private static World Settled(int replicas)
    {
        var world = new World();
        world.Change(spec => (spec.Model.Uri, spec.Replicas) = (Tag, replicas));
        world.Reconcile();
        foreach (var pod in world.Pods)
            Report(world, PodStates.Ready(pod, world.Now), First);
        world.Reconcile();
        return world;
    }

    private static void Report(World world, V1Pod pod, string digest) => world.Reports[pod.Metadata.Uid!] = Reported.Ready() with
    {
        Model = new RuntimeModel($"sha256:{digest}", 582663, Resolved),
    };
}
