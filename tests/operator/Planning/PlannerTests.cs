using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests;

public sealed class PlannerTests
{
    [Fact]
    public void A_new_model_gets_its_children_in_order()
    {
        var plan = new World().Plan();

        plan.Create.Count.ShouldBe(1);
        plan.Apply.Select(child => child.Kind).ShouldBe(["ServiceAccount", "NetworkPolicy", "PodDisruptionBudget", "Deployment", "Service"]);
        plan.Delete.ShouldBeEmpty();
        plan.Apply.ShouldAllBe(child => child.Metadata.OwnerReferences![0].Uid == "uid-model" && child.Metadata.OwnerReferences[0].Controller == true);
        plan.Events.Select(happened => happened.Reason).ShouldBe([EventReasons.VersionCreated]);
    }

    [Fact]
    public void A_ready_model_says_so_and_needs_no_further_look()
    {
        var world = new World().Settled(replicas: 2);
        foreach (var pod in world.Pods)
            world.Reports[pod.Metadata.Uid!] = Reported.Ready();
        world.Reconcile();

        var plan = world.Reconcile();

        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
        world.Condition(ConditionTypes.Available).Status.ShouldBe("True");
        world.Condition(ConditionTypes.Reconciling).Status.ShouldBe("False");
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("False");
        world.Status.Readiness.ShouldBe("2/2");
        world.Status.Url.ShouldBe("http://ocr.vision.svc");
        world.Status.Versions!.Single().Provider.ShouldBe("CPU");
        plan.RequeueAfter.ShouldBeNull();
        plan.ReadStatusOf.ShouldBeEmpty();
        plan.ReadEventsOf.ShouldBeEmpty();
        plan.Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_new_version_takes_over_when_ready_and_the_old_one_goes_after_the_delay()
    {
        var world = new World().Settled("1", replicas: 2);
        world.Version("2");
        world.Reconcile();
        world.ServingVersion.ShouldBe("1");
        world.Condition(ConditionTypes.Ready).Message.ShouldContain("Version 1 keeps serving");

        PodStates.Ready(world.PodsOf("2")[0], world.Now);
        world.Reconcile();
        world.ServingVersion.ShouldBe("1");

        world.MakeReady("2");
        world.Reconcile().Events.Select(happened => happened.Reason).ShouldBe([EventReasons.VersionReady, EventReasons.TrafficMoved]);
        world.ServingVersion.ShouldBe("2");
        world.Deployment("1").ShouldNotBeNull();
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
        world.Reconcile().RequeueAfter!.Value.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(30));

        world.Now += TimeSpan.FromSeconds(29);
        world.Reconcile();
        world.Deployment("1").ShouldNotBeNull();

        world.Now += TimeSpan.FromSeconds(1);
        world.Reconcile().Events.Select(happened => happened.Reason).ShouldBe([EventReasons.VersionRetired]);
        world.Deployment("1").ShouldBeNull();
        world.Revisions.Count.ShouldBe(2);
    }

    [Fact]
    public void A_spec_edited_mid_rollout_abandons_the_unfinished_version()
    {
        var world = new World().Settled("1");
        world.Version("2");
        world.Reconcile();
        world.Version("3");
        world.Reconcile();

        world.Deployment("2").ShouldBeNull();
        world.ServingVersion.ShouldBe("1");
        world.LastPlan.Events.ShouldContain(happened => happened.Reason == EventReasons.VersionSuperseded);
    }

    [Fact]
    public void A_reverted_spec_returns_at_once_to_the_same_record()
    {
        var world = new World().Settled("1").Settled("2");
        var record = world.Revisions[0];
        world.Version("1");
        world.Reconcile();

        world.ServingVersion.ShouldBe("1");
        world.Reconcile();
        world.Revisions.ShouldContain(record);
        world.Revisions.Count.ShouldBe(2);
        world.Deployment("2")!.Metadata.Annotations!.ShouldContainKey(Labels.RetireAt);
    }

    [Fact]
    public void Row_17_replicas_and_model_changed_together_are_both_honoured()
    {
        var world = new World().Settled("1");
        world.Change(spec => (spec.Model.Version, spec.Replicas) = ("2", 3));
        world.Reconcile();

        world.Deployment("1")!.Spec.Replicas.ShouldBe(3);
        world.Deployment("2")!.Spec.Replicas.ShouldBe(3);
    }

    [Fact]
    public void Zero_replicas_are_ready_and_serve_nothing()
    {
        var world = new World().Settled("1");
        world.Change(spec => spec.Replicas = 0);
        world.Reconcile();
        world.Reconcile();

        world.Pods.ShouldBeEmpty();
        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.ScaledToZero);
        world.Condition(ConditionTypes.Available).Status.ShouldBe("False");
        world.Change(spec => spec.Replicas = 1);
        world.Reconcile().Events.Select(happened => happened.Reason).ShouldContain(EventReasons.ScaledUp);
    }

    [Fact]
    public void Scaling_to_zero_during_a_failing_rollout_keeps_the_proven_version()
    {
        var world = new World().Settled("1");
        world.Version("2");
        world.Reconcile();
        world.Change(spec => spec.Replicas = 0);
        for (var minute = 0; minute < 3; minute++)
        {
            world.Reconcile();
            world.Now += TimeSpan.FromMinutes(1);
        }

        world.Deployment("1").ShouldNotBeNull();
        world.Change(spec => spec.Replicas = 1);
        world.Reconcile();
        world.MakeReady("1");
        world.Reconcile();
        world.ServingVersion.ShouldBe("1");
        world.Condition(ConditionTypes.Available).Status.ShouldBe("True");
    }

    [Fact]
    public void An_operator_killed_before_it_moved_the_traffic_gives_the_old_version_its_whole_delay()
    {
        var world = new World().Settled("1");
        world.Version("2");
        world.Reconcile();
        world.MakeReady("2");
        var before = world.Service;
        world.Reconcile();
        world.Service = before;

        world.Now += TimeSpan.FromMinutes(5);
        world.Reconcile();

        world.ServingVersion.ShouldBe("2");
        world.Deployment("1").ShouldNotBeNull();
        world.Reconcile().RequeueAfter.ShouldBe(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void A_version_that_ended_under_load_is_said_to_be_on_probation()
    {
        var world = new World().Settled("1");
        world.Version("2");
        world.Reconcile();
        world.MakeReady("2");
        world.Reconcile();
        PodStates.Ended(world.PodsOf("2")[0], 137, null, world.Now, "OOMKilled");
        world.Reconcile();
        world.ServingVersion.ShouldBe("1");
        PodStates.Ready(world.PodsOf("2")[0], world.Now);
        world.PodsOf("2")[0].Status.ContainerStatuses![0].RestartCount = 1;

        world.Reconcile().RequeueAfter.ShouldNotBeNull().ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(1));

        world.ServingVersion.ShouldBe("1");
        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.OnProbation);
        world.Now += TimeSpan.FromMinutes(1);
        world.Reconcile();
        world.ServingVersion.ShouldBe("2");
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
    }

    [Fact]
    public void A_newer_operator_restarts_no_model()
    {
        var world = new World().Settled("1");
        var before = world.Deployment("1")!.Spec.Template;
        world.Settings = world.Settings with { RuntimeImage = "registry.local/slipway-runtime:9.9.9", OperatorVersion = "9.9.9", DrainDelay = TimeSpan.FromSeconds(1) };
        world.Reconcile();

        Json.Of(world.Deployment("1")!.Spec.Template).ShouldBe(Json.Of(before));
        world.Version("2");
        world.Reconcile();
        world.Deployment("2")!.Spec.Template!.Spec!.Containers![0].Image.ShouldBe("registry.local/slipway-runtime:9.9.9");
    }

    [Fact]
    public void A_version_that_never_ran_follows_settings_that_are_corrected()
    {
        var world = new World();
        world.Reconcile();
        world.Settings = world.Settings with { RuntimeImage = "registry.local/slipway-runtime:9.9.9" };
        world.Reconcile();
        world.Reconcile();

        world.Revisions.Count.ShouldBe(1);
        world.Deployment("1")!.Spec.Template!.Spec!.Containers![0].Image.ShouldBe("registry.local/slipway-runtime:9.9.9");
        world.Reconcile().Delete.ShouldBeEmpty();
        world.Revisions.Count.ShouldBe(1);
    }

    [Fact]
    public void A_child_edited_by_hand_goes_back_to_what_was_rendered()
    {
        var world = new World().Settled("1");
        world.Deployment("1")!.Spec.Template!.Spec!.Containers![0].Image = "other";
        world.Deployment("1")!.Spec.Replicas = 7;
        world.Reconcile();

        world.Deployment("1")!.Spec.Template!.Spec!.Containers![0].Image.ShouldBe("registry.local/slipway-runtime:0.1.0");
        world.Deployment("1")!.Spec.Replicas.ShouldBe(1);
    }

    [Fact]
    public void A_record_deleted_by_hand_comes_back_from_what_runs()
    {
        var world = new World().Settled("1");
        var before = Json.Of(world.Deployment("1")!.Spec.Template);
        world.Revisions.Clear();
        world.Settings = world.Settings with { RuntimeImage = "registry.local/slipway-runtime:9.9.9" };
        world.Reconcile();

        world.Revisions.Count.ShouldBe(1);
        Json.Of(world.Deployment("1")!.Spec.Template).ShouldBe(before);
    }

    [Fact]
    public void A_deleted_service_comes_back_with_the_version_that_served()
    {
        var world = new World().Settled("1");
        world.Version("2");
        world.Reconcile();
        world.Service = null;
        world.Reconcile();

        world.ServingVersion.ShouldBe("1");
    }

    [Fact]
    public void A_serving_Deployment_deleted_by_hand_comes_back_while_the_next_version_starts()
    {
        var world = new World().Settled("1");
        world.Version("2");
        world.Reconcile();
        world.Deployments.Remove(world.Deployment("1")!);
        world.Reconcile();

        world.Deployment("1").ShouldNotBeNull();
        world.ServingVersion.ShouldBe("1");
    }

    [Fact]
    public void Old_records_beyond_the_limit_are_forgotten()
    {
        var world = new World();
        world.Change(spec => spec.Rollout = new RolloutSpec { HistoryLimit = 2, ScaleDownDelay = "0s" });
        foreach (var version in new[] { "1", "2", "3", "4", "5" })
            world.Settled(version);
        world.Reconcile();

        world.Revisions.Select(record => record.Metadata.Labels![Labels.AppVersion]).ShouldBe(["3", "4", "5"]);
        world.Status.Versions!.Select(row => row.Version).ShouldBe(["5", "4", "3"]);
    }

    [Fact]
    public void An_invalid_spec_changes_nothing_and_says_what_to_do()
    {
        var world = new World().Settled("1");
        world.Change(spec => spec.Runtime = new RuntimeSpec { ExecutionProviders = ["CUDA"] });
        var plan = world.Reconcile();

        plan.Apply.ShouldBeEmpty();
        plan.Create.ShouldBeEmpty();
        plan.Delete.ShouldBeEmpty();
        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.InvalidSpec);
        world.Condition(ConditionTypes.Stalled).Message.ShouldContain(ValidationMessages.CudaNeedsGpu);
        world.Condition(ConditionTypes.Available).Status.ShouldBe("True");
        plan.Events.Count.ShouldBe(1);
        world.Reconcile().Events.ShouldBeEmpty();
        world.Change(spec => spec.Runtime = null);
        world.Reconcile();
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
    }

    [Fact]
    public void A_service_of_someone_else_is_left_alone()
    {
        var world = new World { Service = new V1Service { Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" } } };
        var plan = world.Reconcile();

        plan.Apply.ShouldBeEmpty();
        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.NameConflict);
    }

    [Fact]
    public void A_service_of_a_deleted_namesake_is_waited_for_in_silence()
    {
        var world = new World().Settled("1");
        world.Model.Metadata.Uid = "uid-again";
        var plan = world.Plan();

        plan.Apply.ShouldNotBeEmpty();
        plan.Status.Conditions!.ShouldNotContain(condition => condition.Reason == Reasons.NameConflict);
    }

    [Fact]
    public void A_record_of_a_newer_operator_is_left_alone()
    {
        var world = new World().Settled("1");
        world.Revisions[0].Data = System.Text.Json.JsonDocument.Parse("""{"format": 2}""").RootElement;
        world.Reconcile().Apply.ShouldBeEmpty();

        world.Condition(ConditionTypes.Stalled).Reason.ShouldBe(Reasons.NewerRecord);
        world.Condition(ConditionTypes.Available).Status.ShouldBe("True");
    }

    [Fact]
    public void A_model_that_is_being_deleted_is_left_to_the_garbage_collector()
    {
        var world = new World().Settled("1");
        world.Model.Metadata.DeletionTimestamp = world.Now;
        var plan = world.Plan();

        plan.Apply.ShouldBeEmpty();
        plan.Delete.ShouldBeEmpty();
    }
}
