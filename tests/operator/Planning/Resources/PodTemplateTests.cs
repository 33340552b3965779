using System.Text.Json;
using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Resources;

public sealed class PodTemplateTests
{
    [Fact]
    public void The_arguments_are_those_of_the_contract()
    {
        var container = Render(
            spec =>
            {
                spec.Model = new ModelSpec
                {
                    Uri = "s3://models/ocr/2/",
                    Version = "2",
                    Sha256 = new string('a', 64),
                    Credentials = new CredentialsReference { SecretName = "s3-reader" },
                };
                spec.Resources = new ResourcesSpec { Gpu = new GpuSpec { Count = 1 } };
                spec.Runtime = new RuntimeSpec
                {
                    ExecutionProviders = ["CUDA", "CPU"],
                    Batching = new BatchingSpec
                    {
                        MaxBatchSize = 8,
                        MaxQueueDelay = "2ms",
                        Axes = [new BatchAxisSpec { Name = "state", Axis = 1 }, new BatchAxisSpec { Name = "sr", Shared = true }],
                    },
                    Instances = 2,
                    Queue = new QueueSpec { MaxLength = 64, Timeout = "10s" },
                };
            },
            settings => settings with { AllowedHosts = ["198.18.0.0/16"] }).Containers![0];

        container.Args.ShouldBe(
        [
            "serve", "--model-name=ocr", "--model-version=2", "--model-uri=s3://models/ocr/2/", $"--model-sha256={new string('a', 64)}",
            "--credentials=/etc/slipway/credentials", "--execution-provider=CUDA", "--execution-provider=CPU",
            "--max-batch-size=8", "--max-queue-delay=2ms", "--batch-axis=state=1", "--batch-axis=sr=shared", "--instances=2",
            "--queue-length=64", "--queue-timeout=10s",
            "--cache-dir=/var/cache/slipway", "--drain-delay=10s", "--drain-timeout=30s", "--allow-host=198.18.0.0/16",
            "--http-port=8080", "--grpc-port=9000", "--admin-port=9090",
        ]);
        container.Resources!.Limits!["nvidia.com/gpu"].Value.ShouldBe("1");
        container.Resources.Requests!["nvidia.com/gpu"].Value.ShouldBe("1");
        container.Command.ShouldBeNull();
    }

    [Fact]
    public void Row_55_versions_answer_only_the_gateway_when_its_keys_are_known()
    {
        var args = Render(_ => { }, settings => settings with { GatewayKeys = ["b2xk", "bmV3"] }).Containers![0].Args!;

        args.Where(argument => argument.StartsWith("--gateway-", StringComparison.Ordinal))
            .ShouldBe(["--gateway-key=b2xk", "--gateway-key=bmV3", "--gateway-audience=vision/ocr"]);
        Render(_ => { }).Containers![0].Args!.ShouldNotContain(argument => argument.StartsWith("--gateway-", StringComparison.Ordinal));
    }

    [Fact]
    public void Pods_run_under_the_restricted_profile()
    {
        var pod = Render(_ => { });

        pod.AutomountServiceAccountToken.ShouldBe(false);
        pod.EnableServiceLinks.ShouldBe(false);
        pod.SecurityContext!.RunAsNonRoot.ShouldBe(true);
        pod.SecurityContext.RunAsUser.ShouldBe(65532);
        pod.SecurityContext.SeccompProfile!.Type.ShouldBe("RuntimeDefault");
        pod.Containers![0].SecurityContext!.ReadOnlyRootFilesystem.ShouldBe(true);
        pod.Containers[0].SecurityContext!.AllowPrivilegeEscalation.ShouldBe(false);
        pod.Containers[0].SecurityContext!.Capabilities!.Drop.ShouldBe(["ALL"]);
        pod.TerminationGracePeriodSeconds.ShouldBe(45);
        pod.Containers[0].VolumeMounts!.Select(mount => mount.MountPath).ShouldBe(["/tmp", "/var/cache/slipway", "/etc/slipway/pin"]);
    }

    [Fact]
    public void A_claim_is_mounted_read_only_where_the_runtime_looks_for_it()
    {
        var pod = Render(spec => spec.Model = new ModelSpec { Uri = "pvc://models/ocr/model.onnx" });

        pod.Volumes!.Single(volume => volume.PersistentVolumeClaim is not null).PersistentVolumeClaim!.ClaimName.ShouldBe("models");
        var mount = pod.Containers![0].VolumeMounts!.Single(mount => mount.Name == "models");
        mount.MountPath.ShouldBe("/mnt/models/models");
        mount.ReadOnly.ShouldBe(true);
    }

    [Fact]
    public void A_cache_on_a_claim_is_written_to_and_its_limit_is_told_in_bytes()
    {
        var pod = Render(spec => spec.Cache = new CacheSpec { ClaimName = "model-cache", SizeLimit = "1.5Gi" });

        var volume = pod.Volumes!.Single(volume => volume.Name == "cache");
        volume.EmptyDir.ShouldBeNull();
        volume.PersistentVolumeClaim!.ClaimName.ShouldBe("model-cache");
        volume.PersistentVolumeClaim.ReadOnly.ShouldBeNull();
        pod.Containers![0].VolumeMounts!.Single(mount => mount.Name == "cache").MountPath.ShouldBe("/var/cache/slipway");
        pod.Containers[0].Args!.ShouldContain("--cache-limit=1610612736");
    }

    [Fact]
    public void The_pod_template_is_merged_by_name_and_hardened()
    {
        var pod = Render(spec => spec.PodTemplate = new PodTemplateSpec
        {
            Spec = JsonDocument.Parse("""
                {"containers": [{"name": "runtime", "env": [{"name": "A", "value": "b"}]}, {"name": "side", "image": "side:1"}],
                 "volumes": [{"name": "cache", "persistentVolumeClaim": {"claimName": "cache"}}, {"name": "x", "emptyDir": {}}],
                 "tolerations": [{"key": "gpu", "operator": "Exists"}], "schedulerName": "other"}
                """).RootElement,
        });

        pod.Containers!.Select(container => container.Name).ShouldBe(["runtime", "side"]);
        pod.Containers![0].Env![0].Name.ShouldBe("A");
        pod.Containers[0].Args.ShouldNotBeEmpty();
        pod.Containers[1].SecurityContext!.AllowPrivilegeEscalation.ShouldBe(false);
        pod.Containers[1].SecurityContext!.Capabilities!.Drop.ShouldBe(["ALL"]);
        pod.Volumes!.Single(volume => volume.Name == "cache").EmptyDir.ShouldBeNull();
        pod.Volumes!.Select(volume => volume.Name).ShouldBe(["tmp", "cache", "pin", "x"]);
        pod.UnknownFields!["schedulerName"].GetString().ShouldBe("other");
    }

    [Fact]
    public void Row_10_replicas_leave_a_lost_node_soon_unless_the_spec_says_how_long_they_stay()
    {
        Evictions(Render(_ => { })).ShouldBe([("node.kubernetes.io/not-ready", 30), ("node.kubernetes.io/unreachable", 30)]);
        Evictions(Render(spec => spec.Scheduling = new SchedulingSpec
        {
            Tolerations = [new() { Key = "node.kubernetes.io/unreachable", Operator = "Exists", Effect = "NoExecute", TolerationSeconds = 900 }, new() { Key = "gpu", Operator = "Exists" }],
        })).ShouldBe([("node.kubernetes.io/unreachable", 900), ("gpu", null), ("node.kubernetes.io/not-ready", 30)]);
        Evictions(Render(spec => spec.Scheduling = new SchedulingSpec { Tolerations = [new() { Operator = "Exists" }] })).ShouldBe([(null, null)]);

        static IEnumerable<(string? Key, long? Seconds)> Evictions(V1PodSpec pod) =>
            pod.Tolerations!.Select(toleration => (toleration.Key, toleration.TolerationSeconds));
    }

    [Fact]
    public void Spread_without_a_selector_counts_the_version_itself()
    {
        var pod = Render(spec => spec.Scheduling = new SchedulingSpec
        {
            TopologySpread = [new V1TopologySpreadConstraint { MaxSkew = 1, TopologyKey = "zone", WhenUnsatisfiable = "ScheduleAnyway" }],
        });

        pod.TopologySpreadConstraints![0].LabelSelector!.MatchLabels!.Keys.ShouldBe(["slipway.dev/model", "slipway.dev/revision"]);
    }

    private static V1PodSpec Render(Action<ModelDeploymentSpec> change, Func<PlanningSettings, PlanningSettings>? settings = null)
    {
        var world = new World();
        world.Change(change);
        world.Settings = settings?.Invoke(world.Settings) ?? world.Settings;
        var plan = world.Reconcile();
        plan.Apply.ShouldNotBeEmpty(string.Join(' ', plan.Events.Select(happened => happened.Message)));
        return world.Deployments[0].Spec.Template!.Spec!;
    }
}
