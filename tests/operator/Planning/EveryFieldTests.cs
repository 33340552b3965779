using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Api;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Autoscaling;
using Slipway.Planning.Autoscaling.Capacity;
using Slipway.Planning.Rollouts.Progressive;
using Slipway.Planning.Runtime;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests;

/// <summary>Nothing in the resource is accepted and then ignored: each field of the spec is seen to change what is planned.</summary>
public sealed class EveryFieldTests
{
    static EveryFieldTests() => ApiRegistration.Register();

    /// <summary>Each field that shapes a pod, and a value unlike the default.</summary>
    public static TheoryData<string, string> Fields { get; } = new()
    {
        { "model.uri", """{"model":{"uri":"https://models.example/other.onnx"}}""" },
        { "model.version", """{"model":{"version":"9"}}""" },
        { "model.sha256", $$$"""{"model":{"sha256":"{{{new string('a', 64)}}}"}}""" },
        { "model.credentials.secretName", """{"model":{"credentials":{"secretName":"reader"}}}""" },
        { "runtime.executionProviders", """{"runtime":{"executionProviders":["CUDA","CPU"]},"resources":{"gpu":{"count":1}}}""" },
        { "runtime.batching.maxBatchSize", """{"runtime":{"batching":{"maxBatchSize":8}}}""" },
        { "runtime.batching.maxQueueDelay", """{"runtime":{"batching":{"maxQueueDelay":"2ms"}}}""" },
        { "runtime.batching.axes", """{"runtime":{"batching":{"axes":[{"name":"state","axis":1}]}}}""" },
        { "runtime.instances", """{"runtime":{"instances":2}}""" },
        { "runtime.queue.maxLength", """{"runtime":{"queue":{"maxLength":7}}}""" },
        { "runtime.queue.timeout", """{"runtime":{"queue":{"timeout":"7s"}}}""" },
        { "runtime.image", """{"runtime":{"image":"registry.local/own:1"}}""" },
        { "resources.gpu.count", """{"resources":{"gpu":{"count":2}}}""" },
        { "resources.gpu.resource", """{"resources":{"gpu":{"count":1,"resource":"amd.com/gpu"}}}""" },
        { "resources.requests", """{"resources":{"requests":{"cpu":"2"}}}""" },
        { "resources.limits", """{"resources":{"limits":{"memory":"4Gi"}}}""" },
        { "scheduling.nodeSelector", """{"scheduling":{"nodeSelector":{"gpu":"a100"}}}""" },
        { "scheduling.tolerations", """{"scheduling":{"tolerations":[{"key":"gpu","operator":"Exists"}]}}""" },
        { "scheduling.affinity", """{"scheduling":{"affinity":{"nodeAffinity":{}}}}""" },
        { "scheduling.priorityClassName", """{"scheduling":{"priorityClassName":"high"}}""" },
        { "scheduling.runtimeClassName", """{"scheduling":{"runtimeClassName":"nvidia"}}""" },
        { "scheduling.topologySpread", """{"scheduling":{"topologySpread":[{"maxSkew":1,"topologyKey":"zone","whenUnsatisfiable":"DoNotSchedule"}]}}""" },
        { "cache.claimName", """{"cache":{"claimName":"models"}}""" },
        { "cache.sizeLimit", """{"cache":{"sizeLimit":"50Gi"}}""" },
        { "podTemplate.metadata.labels", """{"podTemplate":{"metadata":{"labels":{"team":"vision"}}}}""" },
        { "podTemplate.metadata.annotations", """{"podTemplate":{"metadata":{"annotations":{"note":"x"}}}}""" },
        { "podTemplate.spec", """{"podTemplate":{"spec":{"dnsPolicy":"Default"}}}""" },
    };

    /// <summary>Fields that shape no pod, and the fact below that sees them at work.</summary>
    private static readonly IReadOnlyList<string> Others = ["replicas", "autoscaling.class", "autoscaling.priority", "rollout.progressDeadline", "rollout.scaleDownDelay", "rollout.historyLimit"];

    /// <summary>Fields that the gateway obeys: tests/operator/Gateway/Access sees each at work.</summary>
    private static readonly IReadOnlyList<string> OfTheGateway =
    [
        "access.apiKeys.secretName", "access.jwt.issuer", "access.jwt.audiences", "access.jwt.jwksSecretName", "access.jwt.algorithms", "access.jwt.scopes",
        "access.rateLimit.requestsPerSecond", "access.rateLimit.burst", "access.concurrency",
    ];

    /// <summary>Fields of progressive rollouts, and a value unlike the default: seen in what the machine is told.</summary>
    public static TheoryData<string, string> Policies { get; } = new()
    {
        { "rollout.strategy", """{"strategy":"BlueGreen"}""" },
        { "rollout.capacityMode", """{"strategy":"Canary","capacityMode":"Replace"}""" },
        { "rollout.allowDowntime", """{"strategy":"Canary","allowDowntime":true}""" },
        { "rollout.capacityDeadline", """{"strategy":"Canary","capacityDeadline":"1m"}""" },
        { "rollout.onDeadline", """{"strategy":"Canary","onDeadline":"Wait"}""" },
        { "rollout.shadow.percent", """{"strategy":"Canary","shadow":{"percent":7}}""" },
        { "rollout.shadow.duration", """{"strategy":"Canary","shadow":{"percent":0,"duration":"7m"}}""" },
        { "rollout.shadow.compareOutputs.atol", """{"strategy":"Canary","shadow":{"compareOutputs":{"atol":0.5}}}""" },
        { "rollout.shadow.compareOutputs.rtol", """{"strategy":"Canary","shadow":{"compareOutputs":{"rtol":0.5}}}""" },
        { "rollout.shadow.compareOutputs.outputs", """{"strategy":"Canary","shadow":{"compareOutputs":{"outputs":[{"name":"scores","atol":0.5}]}}}""" },
        { "rollout.shadow.compareOutputs.maxMismatchPercent", """{"strategy":"Canary","shadow":{"compareOutputs":{"maxMismatchPercent":7}}}""" },
        { "rollout.headerRoute.name", """{"strategy":"Canary","headerRoute":{"name":"x-model-version"}}""" },
        { "rollout.headerRoute.value", """{"strategy":"Canary","headerRoute":{"value":"canary"}}""" },
        { "rollout.steps", """{"strategy":"Canary","steps":[{"weight":7}]}""" },
        { "rollout.analysis.interval", """{"strategy":"Canary","analysis":{"interval":"7s"}}""" },
        { "rollout.analysis.minRequests", """{"strategy":"Canary","analysis":{"minRequests":7}}""" },
        { "rollout.analysis.onNoData", """{"strategy":"Canary","analysis":{"onNoData":"Abort"}}""" },
        { "rollout.analysis.metrics", """{"strategy":"Canary","analysis":{"metrics":[{"name":"ErrorRate","max":"1%"}]}}""" },
    };

    /// <summary>Fields of autoscaling, and a value unlike the default: seen in what the decision is told.</summary>
    public static TheoryData<string, string> Scaling { get; } = new()
    {
        { "autoscaling.minReplicas", """{"maxReplicas":4,"minReplicas":2}""" },
        { "autoscaling.maxReplicas", """{"maxReplicas":4}""" },
        { "autoscaling.target.concurrency", """{"maxReplicas":4,"target":{"concurrency":7}}""" },
        { "autoscaling.target.requestsPerSecond", """{"maxReplicas":4,"target":{"requestsPerSecond":7}}""" },
        { "autoscaling.target.latencyP95", """{"maxReplicas":4,"target":{"latencyP95":"70ms"}}""" },
        { "autoscaling.scaleToZeroAfter", """{"maxReplicas":4,"minReplicas":0,"scaleToZeroAfter":"7m"}""" },
        { "autoscaling.schedules", """{"maxReplicas":4,"schedules":[{"cron":"0 0 * * *","duration":"24h","replicas":3}]}""" },
        { "autoscaling.maxScaleUpPerMinute", """{"maxReplicas":4,"maxScaleUpPerMinute":1}""" },
        { "autoscaling.activationReplicas", """{"maxReplicas":4,"minReplicas":0,"activationReplicas":3}""" },
    };

    [Theory]
    [MemberData(nameof(Scaling))]
    public void A_field_of_autoscaling_is_seen_in_what_the_decision_is_told(string field, string autoscaling)
    {
        var given = JsonNode.Parse(autoscaling)!.AsObject();
        var without = JsonNode.Parse(autoscaling)!.AsObject();
        var path = field.Split('.')[1..];
        path[..^1].Aggregate(without, (parent, name) => parent[name]!.AsObject()).Remove(path[^1]);

        Told(given).ShouldNotBe(Told(without), field);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_that_shapes_the_pod_is_seen_in_the_pod(string field, string spec) =>
        Pod(spec).ShouldNotBe(Pod("{}"), field);

    [Fact]
    public void Replicas_are_those_of_the_deployment()
    {
        var world = new World();
        world.Change(spec => spec.Replicas = 3);
        world.Reconcile().Apply.OfType<V1Deployment>().ShouldHaveSingleItem().Spec.Replicas.ShouldBe(3);
    }

    [Fact]
    public void The_class_decides_who_sets_the_replicas()
    {
        Defaults.IsAutoscaled(new() { Autoscaling = new() { MaxReplicas = 3 } }).ShouldBeTrue();
        Defaults.IsAutoscaled(new() { Autoscaling = new() { Class = AutoscalingClasses.External } }).ShouldBeFalse();
    }

    [Fact]
    public void The_progress_deadline_decides_when_the_model_is_stalled()
    {
        StalledAfter("1m", minutes: 2).ShouldBe("True");
        StalledAfter("10m", minutes: 2).ShouldBe("False");
    }

    [Fact]
    public void The_scale_down_delay_decides_how_long_the_old_version_stays()
    {
        DeploymentsAfter("10s", seconds: 60).ShouldBe(1);
        DeploymentsAfter("5m", seconds: 60).ShouldBe(2);
    }

    [Fact]
    public void The_history_limit_decides_how_many_versions_are_remembered()
    {
        Remembered(limit: 1).ShouldBeLessThan(Remembered(limit: 3));
    }

    [Fact]
    public void No_field_is_forgotten_here() =>
        Leaves(typeof(ModelDeploymentSpec), "").Order(StringComparer.Ordinal)
            .ShouldBe(Fields.Select(row => (string)row[0]).Concat(Policies.Select(row => (string)row[0]))
                .Concat(Scaling.Select(row => (string)row[0])).Concat(Others).Concat(OfTheGateway).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_field_of_a_rollout_is_seen_in_what_the_machine_is_told(string field, string rollout)
    {
        // The same without the member that the row is about.
        var given = JsonNode.Parse(rollout)!.AsObject();
        var without = JsonNode.Parse(rollout)!.AsObject();
        var path = field.Split('.')[1..];
        path[..^1].Aggregate(without, (parent, name) => parent[name]!.AsObject()).Remove(path[^1]);

        Policy(given).ShouldNotBe(Policy(without), field);
    }

    private static string Pod(string change)
    {
        var world = new World();
        var spec = JsonNode.Parse(change)!.AsObject();
        spec["model"] ??= new JsonObject();
        spec["model"]!["uri"] ??= "https://models.example/ocr.onnx";
        world.Model.Spec = KubernetesJson.Read<ModelDeployment>(JsonSerializer.SerializeToElement(new JsonObject { ["spec"] = spec })).Spec;
        var template = world.Reconcile().Apply.OfType<V1Deployment>().ShouldHaveSingleItem().Spec.Template!;
        template.Metadata!.Labels!.Remove(Labels.Revision);
        return KubernetesJson.ToElement(template.Spec!).GetRawText()
            + string.Join(',', template.Metadata.Labels.Concat(template.Metadata.Annotations ?? []).Select(pair => $"{pair.Key}={pair.Value}"));
    }

    private static string Told(JsonObject autoscaling)
    {
        var spec = new JsonObject { ["autoscaling"] = autoscaling.DeepClone() };
        var given = KubernetesJson.Read<ModelDeployment>(JsonSerializer.SerializeToElement(new JsonObject { ["spec"] = spec })).Spec.Autoscaling!;
        var measured = new RuntimeCapacity { MaxBatchSize = 8, Curve = [new(1, 10), new(8, 40)] };
        return ScalePolicyRule.Of(given, ReplicaCapacityRule.Of(given.Target, measured, 0.01).Slots, DateTimeOffset.Parse("2026-01-02T03:04:05Z"), serves: true).ToString();
    }

    private static string Policy(JsonObject rollout)
    {
        var spec = new JsonObject { ["rollout"] = rollout.DeepClone() };
        var policy = RolloutPolicyReader.Read(KubernetesJson.Read<ModelDeployment>(JsonSerializer.SerializeToElement(new JsonObject { ["spec"] = spec })).Spec);
        return string.Join('|', policy, string.Join(',', policy.Steps), policy.HeaderRoute?.Name, policy.HeaderRoute?.Value, string.Join(',', policy.Analysis?.Metrics ?? []))
            + $"{policy.Analysis?.Interval} {policy.Analysis?.MinRequests} {policy.Analysis?.OnNoData} "
            + string.Join(',', policy.Shadow?.Comparison?.Outputs.AsEnumerable() ?? []);
    }

    private static string StalledAfter(string deadline, int minutes)
    {
        var world = new World();
        world.Change(spec => spec.Rollout = new RolloutSpec { ProgressDeadline = deadline });
        world.Reconcile();
        world.Reconcile();
        world.Now += TimeSpan.FromMinutes(minutes);
        world.Reconcile();
        return world.Condition(ConditionTypes.Stalled).Status;
    }

    private static int DeploymentsAfter(string delay, int seconds)
    {
        var world = new World().Settled("1");
        world.Change(spec => spec.Rollout = new RolloutSpec { ScaleDownDelay = delay });
        world.Settled("2");
        world.Reconcile();
        world.Now += TimeSpan.FromSeconds(seconds);
        world.Reconcile();
        world.Reconcile();
        return world.Deployments.Count;
    }

    private static int Remembered(int limit)
    {
        var world = new World();
        world.Change(spec => spec.Rollout = new RolloutSpec { ScaleDownDelay = "1s", HistoryLimit = limit });
        for (var version = 1; version <= 6; version++)
        {
            world.Settled($"{version}");
            world.Reconcile();
            world.Now += TimeSpan.FromMinutes(1);
            world.Reconcile();
            world.Reconcile();
        }

        return world.Revisions.Count;
    }

    private static IEnumerable<string> Leaves(Type type, string path)
    {
        foreach (var property in type.GetProperties().Where(property => property.Name != nameof(KubernetesModel.UnknownFields)))
        {
            var name = path + JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var isGroup = property.PropertyType.Assembly == typeof(ModelDeploymentSpec).Assembly && property.PropertyType.IsClass;
            foreach (var leaf in isGroup ? Leaves(property.PropertyType, $"{name}.") : [name])
                yield return leaf;
        }
    }
}
