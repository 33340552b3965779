using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Launching;
using Slipway.Tests.Support;
using static Slipway.Local.Tests.Node.NodeHarness;

namespace Slipway.Local.Tests.Node;

public sealed class LocalNodeTests
{
    private const string Sleep = "exec sleep 600";

    /// <summary>Writes its argument where the node asked for it.</summary>
    private const string Say = """say() { for a; do case "$a" in --termination-log=*) printf '%s' "$TEXT" > "${a#*=}";; esac; done; }; """;

    [Fact]
    public async Task A_deployment_becomes_running_pods_with_ports_of_their_own()
    {
        await using var node = await StartAsync(Sleep);

        await node.DeployAsync(replicas: 3, pod =>
        {
            pod.Containers![0].Ports = [new() { Name = "http", ContainerPort = 8080 }, new() { Name = "admin", ContainerPort = 9090 }];
            pod.Containers[0].Args = ["serve", "--http-port=8080", "--admin-port=9090"];
        });

        var pods = await node.UntilPodsAsync(3, IsReady, "three ready pods");
        var ports = pods.SelectMany(pod => pod.Spec.Containers![0].Ports!).Select(port => port.ContainerPort).ToList();
        ports.Distinct().Count().ShouldBe(6);
        foreach (var container in pods.Select(pod => pod.Spec.Containers![0]))
            container.Args.ShouldBe(["serve", $"--http-port={container.Ports![0].ContainerPort}", $"--admin-port={container.Ports[1].ContainerPort}"]);
        pods.ShouldAllBe(pod => pod.Status.Phase == "Running" && pod.Status.PodIP == "127.0.0.1" && pod.Spec.NodeName == "local");
        await Eventually.TrueAsync(
            async () => (await node.Client.GetAsync<V1Deployment>("web", "default", CancellationToken.None))!.Status is { ReadyReplicas: 3, AvailableReplicas: 3, ObservedGeneration: 1 },
            "the deployment's status",
            Patience);
    }

    [Fact]
    public async Task Scaling_down_ends_the_surplus_and_deleting_leaves_nothing()
    {
        await using var node = await StartAsync(Sleep);
        await node.DeployAsync(replicas: 3);
        await node.UntilPodsAsync(3, IsReady, "three ready pods");

        await node.Client.SetScaleAsync<V1Deployment>("web", "default", 1, CancellationToken.None);
        await node.UntilPodsAsync(1, IsReady, "one pod");
        await node.Client.DeleteAsync<V1Deployment>("web", "default", DeleteOptions.Background, CancellationToken.None);

        await node.UntilPodsAsync(0, _ => true, "no pod");
        Directory.EnumerateFileSystemEntries(node.Scratch).ShouldBeEmpty();
        (await node.Client.ListAsync<V1ReplicaSet>(null, ListOptions.Everything, CancellationToken.None)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_changed_template_replaces_the_pods()
    {
        await using var node = await StartAsync(Sleep);
        var deployment = await node.DeployAsync(replicas: 2);
        var before = await node.UntilPodsAsync(2, IsReady, "two pods");

        deployment.Spec.Template!.Spec!.Containers![0].Args = ["serve", "again"];
        deployment.Metadata.ResourceVersion = null;
        await node.Client.UpdateAsync(deployment, WriteOptions.Default, CancellationToken.None);

        await node.UntilPodsAsync(2, pod => IsReady(pod) && pod.Spec.Containers![0].Args!.Contains("again"), "two new pods");
        (await node.PodsAsync()).Select(pod => pod.Metadata.Uid).Intersect(before.Select(pod => pod.Metadata.Uid)).ShouldBeEmpty();
        await Eventually.TrueAsync(
            async () => (await node.Client.ListAsync<V1ReplicaSet>(null, ListOptions.Everything, CancellationToken.None)).Items.Count == 1,
            "one ReplicaSet",
            Patience);
    }

    [Fact]
    public async Task A_failing_process_is_started_again_and_its_last_words_are_kept()
    {
        await using var node = await StartAsync($"{Say} TEXT='no model' say \"$@\"; exit 66");
        await node.DeployAsync();

        // Between two starts: without a readiness probe a process is ready for as long as it runs.
        var pod = await node.UntilPodAsync(
            pod => pod.Status.ContainerStatuses?[0] is { RestartCount: >= 2, State.Running: null } && EndOf(pod) is not null, "two restarts");

        var ended = EndOf(pod)!;
        (ended.ExitCode, ended.Reason, ended.Message).ShouldBe((66, "Error", "no model"));
        IsReady(pod).ShouldBeFalse();
        (await node.UntilEventAsync("BackOff")).Message.ShouldBe("Back-off restarting failed container");
    }

    [Fact]
    public async Task A_process_that_takes_too_much_memory_is_killed_as_the_kernel_would()
    {
        await using var node = await StartAsync("x=$(head -c 80000000 /dev/zero | tr '\\0' x); sleep 600");
        await node.DeployAsync(adapt: pod => pod.Containers![0].Resources = new() { Limits = new() { ["memory"] = "32Mi" } });

        var pod = await node.UntilPodAsync(pod => EndOf(pod) is not null, "the end");

        (EndOf(pod)!.ExitCode, EndOf(pod)!.Reason).ShouldBe((137, "OOMKilled"));
    }

    [Fact]
    public async Task Pods_wait_for_GPUs_in_the_words_of_the_scheduler()
    {
        await using var node = await StartAsync(Sleep, options => options with { Gpus = 2 });
        await node.DeployAsync(replicas: 2, pod => pod.Containers![0].Resources = new() { Limits = new() { ["nvidia.com/gpu"] = "2" } });

        var pods = await Eventually.GetAsync(
            async () => await node.PodsAsync() is var pods && pods.Any(IsReady) && pods.Any(pod => Condition(pod, "PodScheduled")?.Status == "False") ? pods : null,
            "one pod that runs and one that waits",
            Patience);
        var waiting = Condition(pods.Single(pod => !IsReady(pod)), "PodScheduled")!;
        (waiting.Reason, waiting.Message).ShouldBe(("Unschedulable", "0/1 nodes are available: 1 Insufficient nvidia.com/gpu."));
        (await node.UntilEventAsync("FailedScheduling")).Message.ShouldBe(waiting.Message);

        var running = pods.Single(IsReady);
        await node.Client.DeleteAsync<V1Pod>(running.Metadata.Name!, "default", DeleteOptions.Background, CancellationToken.None);
        await Eventually.TrueAsync(
            async () => (await node.PodsAsync()).Any(pod => IsReady(pod) && pod.Metadata.Uid != running.Metadata.Uid), "the GPUs to be passed on", Patience);
    }

    [Fact]
    public async Task A_pod_has_only_its_own_GPUs()
    {
        await using var node = await StartAsync($"{Say} TEXT=\"gpus $CUDA_VISIBLE_DEVICES\" say \"$@\"; exit 1", options => options with { Gpus = 3 });
        await node.DeployAsync(adapt: pod => pod.Containers![0].Resources = new() { Limits = new() { ["nvidia.com/gpu"] = "2" } });

        EndOf(await node.UntilPodAsync(pod => EndOf(pod) is not null, "the end"))!.Message.ShouldBe("gpus 0,1");
    }

    [Fact]
    public async Task A_missing_Secret_is_waited_for_and_then_mounted()
    {
        const string script = """for a; do case "$a" in --credentials=*) d="${a#*=}";; --termination-log=*) t="${a#*=}";; esac; done; cat "$d/token" > "$t"; exit 1""";
        await using var node = await StartAsync(script);
        await node.DeployAsync(adapt: pod =>
        {
            pod.Containers![0].Args = ["serve", "--credentials=/etc/credentials"];
            pod.Containers[0].VolumeMounts = [new() { Name = "credentials", MountPath = "/etc/credentials" }];
            pod.Volumes = [new() { Name = "credentials", Secret = new() { SecretName = "store" } }];
        });

        (await node.UntilEventAsync("FailedMount")).Message.ShouldBe("MountVolume.SetUp failed for volume \"credentials\" : secret \"store\" not found");
        StateOf((await node.PodsAsync())[0])!.Waiting!.Reason.ShouldBe("ContainerCreating");
        await node.Client.CreateAsync(
            new V1Secret { Metadata = new() { Name = "store", Namespace = "default" }, StringData = new() { ["token"] = "s3cret" } },
            WriteOptions.Default,
            CancellationToken.None);

        EndOf(await node.UntilPodAsync(pod => EndOf(pod) is not null, "the end"))!.Message.ShouldBe("s3cret");
    }

    [Fact]
    public async Task A_ConfigMap_is_mounted_where_it_is_and_nothing_is_missed_where_it_may_be_absent()
    {
        const string script = """for a; do case "$a" in --model-pin=*) d="${a#*=}";; --termination-log=*) t="${a#*=}";; esac; done; echo "$(ls "$d" | wc -l) $(cat "$d/../there/sha256")" > "$t"; exit 1""";
        await using var node = await StartAsync(script);
        await node.Client.CreateAsync(
            new V1ConfigMap { Metadata = new() { Name = "pin", Namespace = "default" }, Data = new() { ["sha256"] = "abc" } }, WriteOptions.Default, CancellationToken.None);
        await node.DeployAsync(adapt: pod =>
        {
            pod.Containers![0].Args = ["serve", "--model-pin=/etc/absent"];
            pod.Containers[0].VolumeMounts = [new() { Name = "there", MountPath = "/etc/there" }, new() { Name = "absent", MountPath = "/etc/absent" }];
            pod.Volumes =
            [
                new() { Name = "there", ConfigMap = new() { Name = "pin" } },
                new() { Name = "absent", ConfigMap = new() { Name = "absent", Optional = true } },
            ];
        });

        EndOf(await node.UntilPodAsync(pod => EndOf(pod) is not null, "the end"))!.Message!.Trim().ShouldBe("0 abc");
    }

    [Fact]
    public async Task A_process_that_ignores_its_end_is_killed_when_its_time_is_up()
    {
        await using var node = await StartAsync("trap '' TERM; while :; do sleep 1; done");
        await node.DeployAsync();
        await node.UntilPodAsync(IsReady, "a pod");

        await node.Client.DeleteAsync<V1Deployment>("web", "default", DeleteOptions.Background, CancellationToken.None);

        await node.UntilPodsAsync(0, _ => true, "no pod");
        (await node.UntilEventAsync("Killing")).Message.ShouldBe("Stopping container runtime");
    }

    [Theory]
    [InlineData("other:2", "ErrImageNeverPull", "local mode runs no images, so not other:2 of container runtime")]
    public async Task What_cannot_run_here_is_refused(string image, string reason, string message)
    {
        await using var node = await StartAsync(Sleep);
        await node.DeployAsync(adapt: pod => pod.Containers![0].Image = image);

        var pod = await node.UntilPodAsync(pod => StateOf(pod)?.Waiting?.Message is not null, "a refusal");

        (StateOf(pod)!.Waiting!.Reason, StateOf(pod)!.Waiting!.Message).ShouldBe((reason, message));
    }

    [Fact]
    public async Task A_claim_needs_a_mapping()
    {
        await using var node = await StartAsync(Sleep, options => options with { Mappings = [new UriMapping("pvc://known/", "/srv/")] });
        await node.DeployAsync(adapt: pod => pod.Volumes =
        [
            new() { Name = "a", PersistentVolumeClaim = new() { ClaimName = "known" } }, new() { Name = "b", PersistentVolumeClaim = new() { ClaimName = "unknown" } },
        ]);

        var pod = await node.UntilPodAsync(pod => Condition(pod, "PodScheduled")?.Status == "False", "a refusal");

        Condition(pod, "PodScheduled")!.Message.ShouldBe("0/1 nodes are available: persistentvolumeclaim \"unknown\" not found.");
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        await using var node = await StartAsync(Sleep, options => options with { Runtime = RuntimeProgram.At("/does/not/exist") });
        await node.DeployAsync();

        var ended = EndOf(await node.UntilPodAsync(pod => EndOf(pod) is not null, "the end"))!;

        ended.Reason.ShouldBe("StartError");
        ended.Message!.ShouldContain("/does/not/exist");
    }
}
