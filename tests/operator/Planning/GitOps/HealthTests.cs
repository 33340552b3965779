using Slipway.Api;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Runtime;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.GitOps;

/// <summary>What Flux and Argo CD make of statuses that the planner really writes.</summary>
public sealed class HealthTests
{
    /// <summary>For each moment in a model's life: kstatus's word, Argo CD's word, and what Argo CD's message has to hold.</summary>
    private static readonly (string Moment, string Kstatus, string Argo, string Message, Func<World> Live)[] Moments =
    [
        ("seen by nobody", "Current", "Progressing", "Waiting for the operator to look at it", () => new World()),
        ("coming up", "InProgress", "Progressing", "Starting", () => Lived(world => world.Reconcile())),
        ("serving", "Current", "Healthy", "all replicas are ready", () => new World().Settled()),
        ("changed, not looked at yet", "InProgress", "Progressing", "latest change", () => Then(new World().Settled(), world => world.Version("2"))),
        ("rolling over", "InProgress", "Progressing", "Version 1 keeps serving.", () => Then(new World().Settled(), world =>
        {
            world.Version("2");
            world.Reconcile();
        })),
        ("stopped by a person", "Current", "Healthy", "no replicas are wanted", () => Then(new World().Settled(), world =>
        {
            world.Change(spec => spec.Replicas = 0);
            world.Reconcile();
            world.Reconcile();
        })),
        ("refused", "Failed", "Degraded", "InvalidSpec: ", () => Then(new World().Settled(), world =>
        {
            world.Change(spec => spec.Model.Uri = "ftp://models.example/ocr.onnx");
            world.Reconcile();
        })),
        ("waiting for a GPU", "InProgress", "Progressing", "WaitingForGPU", () => Unschedulable(TimeSpan.Zero)),
        ("without a GPU past the deadline", "Failed", "Degraded", "ProgressDeadlineExceeded", () => Unschedulable(TimeSpan.FromMinutes(20))),
        ("in a step of a canary", "InProgress", "Progressing", "step 1 of 1, 25 % of the requests", () => Canary(RolloutPhase.Baking)),
        ("paused in a canary", "InProgress", "Suspended", "User", () => Then(Canary(RolloutPhase.Baking), world =>
        {
            world.Model.Metadata.Annotations = new() { [RolloutActions.Annotation] = RolloutActions.Pause };
            world.Reconcile();
        })),
        ("given up", "Failed", "Degraded", "slipway rollout retry", () => Then(Canary(RolloutPhase.Baking), world =>
        {
            world.Model.Metadata.Annotations = new() { [RolloutActions.Annotation] = RolloutActions.Abort };
            Pass(world, 6);
        })),
        ("through", "Current", "Healthy", "all replicas are ready", () => Then(Canary(RolloutPhase.Baking), world => Pass(world, 60))),
    ];

    public static TheoryData<string> Names() => [.. Moments.Select(moment => moment.Moment)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Flux_waits_goes_on_or_fails_by_kstatus(string moment)
    {
        var (_, expected, _, _, live) = Moments.Single(known => known.Moment == moment);
        Kstatus.Of(live().Model).ShouldBe(expected);
    }

    [LuaFact]
    public async Task Argo_CD_shows_health_by_the_script_in_a_real_Lua()
    {
        var told = await LuaScript.HealthAsync(Moments.Select(moment => KubernetesJson.Clone(moment.Live().Model)));

        told.Length.ShouldBe(Moments.Length);
        foreach (var (text, moment) in told.Zip(Moments))
        {
            text.ShouldStartWith($"{moment.Argo}|", customMessage: moment.Moment);
            text.ShouldContain(moment.Message, Case.Sensitive, moment.Moment);
        }
    }

    private static World Lived(Action<World> live) => Then(new World(), live);

    private static World Then(World world, Action<World> live)
    {
        live(world);
        return world;
    }

    private static World Unschedulable(TimeSpan after) => Lived(world =>
    {
        world.Change(spec => spec.Resources = new ResourcesSpec { Gpu = new GpuSpec { Count = 1 } });
        world.Reconcile();
        foreach (var pod in world.Pods)
            PodStates.Unschedulable(pod, "0/3 nodes are available: 3 Insufficient nvidia.com/gpu.", world.Now);
        world.Reconcile();
        world.Now += after;
        world.Reconcile();
    });

    private static World Canary(RolloutPhase phase) => Lived(world =>
    {
        world.Settings = world.Settings with { GatewayInstalled = true };
        world.Change(spec => spec.Rollout = new RolloutSpec { Strategy = RolloutStrategies.Canary, Steps = [new() { Weight = 25, Bake = "60s" }], ScaleDownDelay = "10s" });
        world.Settled("1", replicas: 2);
        world.Follow();
        world.Version("2");
        for (var pass = 0; world.Status.Rollout!.Phase != phase.ToString(); pass++)
        {
            pass.ShouldBeLessThan(30);
            Pass(world, 1);
        }
    });

    private static void Pass(World world, int passes)
    {
        for (var pass = 0; pass < passes; pass++)
        {
            world.Now += TimeSpan.FromSeconds(2);
            world.Reconcile();
            world.MakeReady("2");
            foreach (var pod in world.Pods)
                world.Reports[pod.Metadata.Uid!] = Reported.Ready() with { Signature = new RuntimeSignature([new RuntimeTensor("x", "FP32", [-1, 3])], []) };
            world.Follow();
        }
    }
}
