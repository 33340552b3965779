using System.CommandLine;
using System.Text.Json;
using Slipway.Api;
using Slipway.Cli.Commands;
using Slipway.Cli.Local.Files;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Store;
using Slipway.Planning;

namespace Slipway.Cli.Tests.Rollouts;

/// <summary>The plan of a rollout, from a cluster as it is: the operator's own plan is carried out before.</summary>
public sealed class RolloutPlanTests
{
    private const string Canary = """
        apiVersion: slipway.dev/v1alpha1
        kind: ModelDeployment
        metadata: {name: ocr, namespace: vision}
        spec:
          model: {uri: https://models.example/ocr/2.onnx, version: "2"}
          resources: {gpu: {count: 1}}
          replicas: 4
          rollout:
            strategy: Canary
            steps: [{weight: 25, bake: 1m}, {weight: 50, bake: 5m, pause: true}]
            analysis: {minRequests: 100, metrics: [{name: ErrorRate, max: 1%}]}
        """;

    private readonly LocalKubernetesClient client;

    public RolloutPlanTests()
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddNamespace("vision");
        store.AddCustomKind(typeof(ModelDeployment));
        client = new LocalKubernetesClient(store);
    }

    [Fact]
    public async Task Four_of_four_GPUs_taken_are_replaced_one_at_a_time_and_every_step_is_told()
    {
        await ServeAsync(replicas: 4);
        await AddNodeAsync(gpus: 4);
        var (code, lines, _) = await PlanAsync(Canary);

        code.ShouldBe(ExitCodes.Ok);
        lines[0].ShouldMatch(@"^vision/ocr: version 2 \(revision \w+\) replaces 1 \(revision \w+\) by Canary$");
        lines[1].ShouldStartWith("Room: Replace: 4 more replicas are needed and there is room for 0: each replica needs 1 nvidia.com/gpu; gpu-1 has 0 nvidia.com/gpu free");
        lines.ShouldContain("gpu-1 nvidia.com/gpu 1 0 0");
        lines.ShouldContain("1 1 3 0 % 1 replica of version 2 come up in the place of old ones");
        lines.ShouldContain("3 1 3 25 % 25 % of the requests for 1m, judged by ErrorRate with at least 100 requests");
        lines.ShouldContain("4 2 2 50 % 50 % of the requests for 5m, judged by ErrorRate with at least 100 requests, then it waits for slipway rollout promote");
        lines.ShouldContain("5 4 0 100 % all requests move to it");
        (await client.GetAsync<ModelDeployment>("ocr", "vision", default))!.Spec.Model.Version.ShouldBe("1", "a plan changes nothing");
    }

    [Fact]
    public async Task One_replica_without_a_spare_GPU_has_exit_code_2_and_the_reason()
    {
        await ServeAsync(replicas: 1);
        await AddNodeAsync(gpus: 1);
        var (code, lines, _) = await PlanAsync(Canary.Replace("replicas: 4", "replicas: 1", StringComparison.Ordinal));

        code.ShouldBe(ExitCodes.NoRoom);
        lines[1].ShouldStartWith("Room: WaitingForGPU: it waits, and goes on by itself when there is room: 1 more replicas are needed and there is room for 0");
        lines[1].ShouldEndWith("free the room, raise replicas, or set rollout.allowDowntime");
    }

    [Fact]
    public async Task Programs_get_the_numbers_of_nodes_and_quotas()
    {
        await ServeAsync(replicas: 1);
        await AddNodeAsync(gpus: 8);
        await client.CreateAsync(
            new V1ResourceQuota
            {
                Metadata = new V1ObjectMeta { Name = "team", Namespace = "vision" },
                Spec = new V1ResourceQuotaSpec { Hard = new() { ["requests.nvidia.com/gpu"] = "3" } },
            },
            WriteOptions.Default,
            default);
        var (code, _, text) = await PlanAsync(Canary, asJson: true);

        code.ShouldBe(ExitCodes.Ok, text);
        using var json = JsonDocument.Parse(text);
        var plan = json.RootElement[0];
        (plan.GetProperty("kind").GetString(), plan.GetProperty("fits").GetBoolean()).ShouldBe(("Rollout", true));
        var room = plan.GetProperty("room");
        (room.GetProperty("kind").GetString(), room.GetProperty("needed").GetInt32()).ShouldBe(("Replace", 4));
        room.GetProperty("nodes")[0].GetProperty("free").GetDecimal().ShouldBe(7);
        room.GetProperty("quotas")[0].GetProperty("fits").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task What_is_new_unchanged_or_refused_is_said()
    {
        (await PlanAsync(Canary)).Lines[0].ShouldMatch("refused: InvalidSpec: spec.rollout.strategy Canary needs the gateway");
        var plain = Canary[..Canary.IndexOf("  rollout:", StringComparison.Ordinal)];
        await AddNodeAsync(gpus: 8);
        (await PlanAsync(plain)).Lines.ShouldContain("1 4 0 100 % 4 replicas come up and get all requests once they are ready");
        await ServeAsync(replicas: 4);
        var same = plain.Replace("ocr/2", "ocr/1", StringComparison.Ordinal).Replace("\"2\"", "\"1\"", StringComparison.Ordinal);
        var (code, lines, _) = await PlanAsync(same.Replace("replicas: 4", "replicas: 3", StringComparison.Ordinal));
        (code, lines[0].Contains("no new version: 1 ")).ShouldBe((ExitCodes.Ok, true), lines[0]);
    }

    [Fact]
    public async Task A_version_that_is_on_its_way_is_named()
    {
        await ServeAsync(replicas: 4);
        await AddNodeAsync(gpus: 8);
        var model = (await client.GetAsync<ModelDeployment>("ocr", "vision", default))!;
        model.Status.Rollout = new RolloutStatus { Phase = "Baking", Stable = model.Status.Traffic![0].Revision, Canary = model.Status.Traffic[0].Revision };
        await client.UpdateStatusAsync(model, WriteOptions.Default, default);
        (await PlanAsync(Canary)).Lines.ShouldContain("Version 1, which is on its way, gives its requests back first.");
    }

    [Theory]
    [InlineData("kind: [", "no YAML")]
    [InlineData("kind: Secret\napiVersion: v1\nmetadata: {name: x}", "no ModelDeployment")]
    [InlineData("kind: ModelDeployment\napiVersion: slipway.dev/v1alpha1\nmetadata: {name: x}\nspec: {model: {uri: 'https://a/b.onnx'}, replica: 1}", "new.yaml:4: spec.replica: unknown field")]
    public void What_is_wrong_in_the_file_is_named_with_its_line(string text, string expected)
    {
        var (models, errors) = RolloutPlanCommand.Read(new ManifestFile("new.yaml", text), "vision");
        models.ShouldBeEmpty();
        errors.ShouldContain(error => error.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private async Task<(int Code, List<string> Lines, string Text)> PlanAsync(string manifest, bool asJson = false)
    {
        var (models, errors) = RolloutPlanCommand.Read(new ManifestFile("new.yaml", manifest), "default");
        errors.ShouldBeEmpty();
        var writer = new StringWriter();
        var code = await RolloutPlanCommand.PlanAsync(client, models, asJson, new InvocationConfiguration { Output = writer, Error = writer }, default);
        var text = writer.ToString();
        return (code, [.. text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))], text);
    }

    /// <summary>Version 1 with all its replicas on gpu-1, as the operator and a gateway leave it.</summary>
    private async Task ServeAsync(int replicas)
    {
        var model = await client.CreateAsync(
            new ModelDeployment
            {
                Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" },
                Spec = new ModelDeploymentSpec
                {
                    Model = new ModelSpec { Uri = "https://models.example/ocr/1.onnx", Version = "1" },
                    Resources = new ResourcesSpec { Gpu = new GpuSpec { Count = 1 } },
                    Replicas = replicas,
                },
            },
            WriteOptions.Default,
            default);
        var settings = new PlanningSettings { RuntimeImage = "slipway-runtime:1", OperatorVersion = "0.1.0", GatewayInstalled = true, GatewayUrl = new Uri("http://gateway") };
        var plan = Planner.Plan(new Observation { Model = model }, settings, TimeProvider.System.GetUtcNow());
        foreach (var record in plan.Create)
            await client.CreateAsync(record, WriteOptions.Default, default);
        var deployment = plan.Apply.OfType<V1Deployment>().Single();
        deployment.Metadata.Annotations = new() { [Labels.HasServed] = "true" };
        deployment = await client.CreateAsync(deployment, WriteOptions.Default, default);
        await client.CreateAsync(plan.Apply.OfType<V1Service>().Single(), WriteOptions.Default, default);
        model.Status = plan.Status;
        await client.UpdateStatusAsync(model, WriteOptions.Default, default);
        var set = await client.CreateAsync(
            new V1ReplicaSet
            {
                Metadata = Owned(deployment, $"{deployment.Metadata.Name}-x"),
                Spec = new V1ReplicaSetSpec { Selector = deployment.Spec.Selector, Template = deployment.Spec.Template },
            },
            WriteOptions.Default,
            default);
        for (var replica = 0; replica < replicas; replica++)
        {
            var spec = deployment.Spec.Template!.Spec!;
            spec.NodeName = "gpu-1";
            await client.CreateAsync(new V1Pod { Metadata = Owned(set, $"{set.Metadata.Name}-{replica}"), Spec = spec }, WriteOptions.Default, default);
        }
    }

    private Task<V1Node> AddNodeAsync(int gpus) => client.CreateAsync(
        new V1Node
        {
            Metadata = new V1ObjectMeta { Name = "gpu-1" },
            Status = new V1NodeStatus
            {
                Allocatable = new() { ["nvidia.com/gpu"] = $"{gpus}", ["pods"] = "110" },
                Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }],
            },
        },
        WriteOptions.Default,
        default);

    private static V1ObjectMeta Owned(IMetadata<V1ObjectMeta> owner, string name) => new()
    {
        Name = name,
        Namespace = "vision",
        Labels = owner.Metadata.Labels,
        OwnerReferences = [new() { ApiVersion = "apps/v1", Kind = owner.Kind!, Name = owner.Metadata.Name!, Uid = owner.Metadata.Uid!, Controller = true }],
    };
}
