using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Status;

public sealed class DiagnosisTests
{
    private readonly World world = new();

    public DiagnosisTests()
    {
        world.Change(spec => spec.Resources = new ResourcesSpec { Limits = new() { ["memory"] = "512Mi" } });
        world.Reconcile();
    }

    private V1Pod Pod => world.Pods[0];

    [Theory]
    [InlineData(64, "InvalidArguments", true)]
    [InlineData(65, "DigestMismatch", true)]
    [InlineData(65, "ModelLoadFailed", true)]
    [InlineData(65, "ModelRefused", true)]
    [InlineData(65, "WarmupFailed", true)]
    [InlineData(66, "ModelNotFound", true)]
    [InlineData(66, "StorageUnauthorized", true)]
    [InlineData(66, "AddressRefused", true)]
    [InlineData(69, "StorageUnreachable", false)]
    [InlineData(69, "StorageTlsFailed", false)]
    [InlineData(69, "DownloadStalled", false)]
    [InlineData(70, "InternalError", false)]
    [InlineData(73, "InsufficientStorage", true)]
    [InlineData(78, "ProviderUnavailable", true)]
    [InlineData(65, "SomethingNewer", true)]
    [InlineData(71, "SomethingElseNewer", false)]
    public void The_runtimes_own_reason_is_shown_and_stalls_as_decided(int exitCode, string reason, bool stalls)
    {
        PodStates.Ended(Pod, exitCode, $$"""{"reason":"{{reason}}","message":"what the runtime says"}""", world.Now);
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(reason);
        world.Condition(ConditionTypes.Ready).Message.ShouldContain("what the runtime says");
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe(stalls ? "True" : "False");
        world.Condition(ConditionTypes.Reconciling).Status.ShouldBe(stalls ? "False" : "True");
        world.Status.Versions![0].Phase.ShouldBe("Failed");
        world.LastPlan.Events.ShouldContain(happened => happened.Reason == reason && happened.Type == Slipway.Kubernetes.Events.EventType.Warning);
        world.Reconcile().Events.ShouldBeEmpty();
    }

    [Fact]
    public void A_failure_keeps_its_name_while_the_runtime_tries_again()
    {
        PodStates.Ended(Pod, 65, """{"reason":"DigestMismatch","message":"not these bytes"}""", world.Now);
        var failed = Pod.Status.ContainerStatuses![0].LastState;
        PodStates.SetRuntime(Pod, new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = world.Now } }, failed, restarts: 3);
        world.Reports[Pod.Metadata.Uid!] = new RuntimeStatus { Phase = RuntimePhase.Downloading };
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe("DigestMismatch");
        PodStates.Ready(Pod, world.Now);
        world.Reconcile();
        world.Condition(ConditionTypes.Ready).Status.ShouldBe("True");
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe("False");
    }

    [Theory]
    [InlineData(false, "while loading the model", "True")]
    [InlineData(true, "while serving", "False")]
    public void Row_32_out_of_memory_names_the_limit_and_when_it_happened(bool wasReady, string when, string stalled)
    {
        PodStates.Ended(Pod, 137, null, world.Now, reason: "OOMKilled", wasReady: wasReady);
        world.Reconcile();

        var ready = world.Condition(ConditionTypes.Ready);
        ready.Reason.ShouldBe(Reasons.OutOfMemory);
        ready.Message.ShouldContain("512Mi");
        ready.Message.ShouldContain(when);
        world.Condition(ConditionTypes.Stalled).Status.ShouldBe(stalled);
    }

    [Fact]
    public void A_silent_end_is_a_crash_with_its_exit_code()
    {
        PodStates.Ended(Pod, 139, null, world.Now);
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.CrashLooping);
        world.Condition(ConditionTypes.Ready).Message.ShouldContain("139");
    }

    [Theory]
    [InlineData("0/1 nodes are available: 1 Insufficient nvidia.com/gpu.", "WaitingForGPU")]
    [InlineData("0/3 nodes are available: 1 Insufficient cpu, 2 Insufficient nvidia.com/gpu.", "WaitingForGPU")]
    [InlineData("0/1 nodes are available: 1 Insufficient memory.", "Unschedulable")]
    [InlineData("0/1 nodes are available: 1 Insufficient amd.com/gpu.", "Unschedulable")]
    [InlineData("persistentvolumeclaim \"models\" not found", "VolumeMountFailed")]
    public void The_schedulers_text_is_shown(string text, string reason)
    {
        PodStates.Unschedulable(Pod, text, world.Now);
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(reason);
        world.Condition(ConditionTypes.Ready).Message.ShouldContain(text);
        world.Condition(ConditionTypes.Reconciling).Status.ShouldBe("True");
        world.Status.Versions![0].Phase.ShouldBe("Pending");
    }

    [Theory]
    [InlineData("pods \"ocr-1\" is forbidden: exceeded quota: gpus, requested: requests.nvidia.com/gpu=1, used: 2, limited: 2", "QuotaExceeded")]
    [InlineData("admission webhook \"policy.example\" denied the request: no", "AdmissionRefused")]
    public void Row_14_pods_that_are_not_even_made_are_explained(string text, string reason)
    {
        world.Pods.Clear();
        world.Deployments[0].Status.Conditions = [new V1DeploymentCondition { Type = "ReplicaFailure", Status = "True", Reason = "FailedCreate", Message = text }];

        var ready = world.Plan().Status.Conditions!.Find(condition => condition.Type == ConditionTypes.Ready)!;
        ready.Reason.ShouldBe(reason);
        ready.Message.ShouldContain(text);
    }

    [Theory]
    [InlineData("ImagePullBackOff", "Back-off pulling image", "ImagePullFailed")]
    [InlineData("ErrImagePull", "manifest unknown", "ImagePullFailed")]
    [InlineData("InvalidImageName", "couldn't parse", "ImagePullFailed")]
    [InlineData("CreateContainerConfigError", "secret \"s3-reader\" not found", "SecretNotFound")]
    [InlineData("CreateContainerConfigError", "configmap \"x\" not found", "ContainerCannotRun")]
    [InlineData("RunContainerError", "exec: no such file", "ContainerCannotRun")]
    public void A_container_that_cannot_start_is_explained(string waiting, string text, string reason)
    {
        PodStates.Waiting(Pod, waiting, text, world.Now);
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("MountVolume.SetUp failed for volume \"credentials\" : secret \"s3-reader\" not found", "SecretNotFound")]
    [InlineData("MountVolume.SetUp failed for volume \"models\" : timed out", "VolumeMountFailed")]
    public void A_mount_that_fails_is_explained_from_the_pods_events(string text, string reason)
    {
        PodStates.Waiting(Pod, "ContainerCreating", null, world.Now);
        world.Reconcile().RequeueAfter.ShouldBe(TimeSpan.FromSeconds(3));
        world.Now += TimeSpan.FromSeconds(3);
        world.Reconcile().ReadEventsOf.ShouldBe([Pod]);
        world.Events.Add(new Corev1Event { Reason = "FailedMount", Message = text, InvolvedObject = new() { Uid = Pod.Metadata.Uid } });
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(reason);
    }

    [Theory]
    [InlineData("Evicted", "The node was low on resource: memory. Container runtime was using 2Gi", "Evicted")]
    [InlineData("UnexpectedAdmissionError", "Allocate failed due to no healthy devices present", "NodeRefused")]
    public void A_pod_that_its_node_ended_is_why_another_one_starts(string why, string text, string reason)
    {
        world.Pods.Add(Replacement(1));
        Pod.Status = new V1PodStatus { Phase = "Failed", Reason = why, Message = text };
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(reason);
        world.Condition(ConditionTypes.Ready).Message.ShouldContain(text);
        world.Condition(ConditionTypes.Reconciling).Status.ShouldBe("True");
    }

    [Fact]
    public void A_pod_that_was_evicted_long_ago_is_not_why_a_further_one_starts()
    {
        Pod.Status = new V1PodStatus { Phase = "Failed", Reason = "Evicted", Message = "The node was low on resource: memory." };
        world.Pods.Add(PodStates.Ready(Replacement(1), world.Now));
        world.Pods.Add(Replacement(2));
        world.Change(spec => spec.Replicas = 2);
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.Starting);
    }

    [Theory]
    [InlineData(RuntimePhase.Downloading, "Downloading", "30 % of 100 MiB")]
    [InlineData(RuntimePhase.Verifying, "Downloading", "checked")]
    [InlineData(RuntimePhase.Loading, "Loading", "loading")]
    [InlineData(RuntimePhase.WarmingUp, "WarmingUp", "first inferences")]
    [InlineData(RuntimePhase.Unknown, "Starting", "started")]
    public void Row_35_progress_is_shown(RuntimePhase phase, string reason, string text)
    {
        PodStates.Running(Pod, world.Now);
        world.Reports[Pod.Metadata.Uid!] = new RuntimeStatus { Phase = phase, Download = new RuntimeDownload(35L << 20, 100L << 20) };
        var plan = world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(reason);
        world.Condition(ConditionTypes.Ready).Message.ShouldContain(text);
        plan.ReadStatusOf.ShouldBe([Pod]);
        plan.RequeueAfter.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_replica_that_stops_answering_is_not_blamed_on_an_old_failure()
    {
        PodStates.Ended(Pod, 69, """{"reason":"StorageUnreachable","message":"x"}""", world.Now);
        var old = Pod.Status.ContainerStatuses![0].LastState;
        PodStates.SetRuntime(Pod, new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = world.Now } }, old, restarts: 1);
        PodStates.SetCondition(Pod, "Ready", "False", world.Now + TimeSpan.FromSeconds(60));
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.NotAnswering);
    }

    [Fact]
    public void Row_26_hostile_texts_become_one_line()
    {
        PodStates.Ended(Pod, 70, "{\"reason\":\"InternalError\",\"message\":\"a\\r\\nb\"}", world.Now);
        world.Reconcile();

        world.Condition(ConditionTypes.Ready).Message.ShouldNotContain("\n");
        PodStates.Ended(Pod, 70, "{\"reason\":\"a b\\n\",\"message\":\"x\"}", world.Now);
        world.Reconcile();
        world.Condition(ConditionTypes.Ready).Reason.ShouldBe(Reasons.CrashLooping);
    }

    private V1Pod Replacement(int serial) => PodStates.Pending(world.Deployments[0], 100 + serial, world.Now + TimeSpan.FromSeconds(serial));
}
