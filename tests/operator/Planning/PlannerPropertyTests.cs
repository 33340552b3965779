using Slipway.Api;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Resources;
using Slipway.Planning.Status;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests;

/// <summary>Whatever happens, in whatever order: traffic stays where ready pods are, and a plan carried out is a plan fulfilled.</summary>
public sealed class PlannerPropertyTests
{
    private const int Steps = 50;

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_histories_keep_what_serves(int seed)
    {
        var random = new Random(seed);
        var world = new World();
        for (var step = 0; step < Steps; step++)
        {
            var done = Happen(world, random);
            var before = world.Observe();
            var plan = world.Plan();
            var context = $"seed {seed}, step {step}, after {done}";
            TrafficGoesToReadyPods(before, plan, context);
            NothingInUseIsDeleted(plan, context);
            CapacityIsKept(before, plan, context);
            world.Reconcile();
            if (Served(world.LastPlan) != ServiceBuilder.RevisionOf(before.Service))
                world.Reconcile(); // What follows from a switch is planned once the switch is seen.
            APlanCarriedOutIsFulfilled(world, context);
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_history_ends_with_the_wanted_version_alone_once_all_is_well(int seed)
    {
        var random = new Random(seed);
        var world = new World();
        for (var step = 0; step < Steps; step++)
        {
            Happen(world, random);
            world.Reconcile();
        }

        world.Change(spec => spec.Replicas = Math.Max(1, spec.Replicas ?? 1));
        for (var round = 0; round < 20; round++)
        {
            foreach (var pod in world.Pods)
                PodStates.Ready(pod, world.Now);
            world.Now += TimeSpan.FromMinutes(1);
            world.Reconcile();
        }

        world.Deployments.Count.ShouldBe(1);
        world.ServingVersion.ShouldBe(world.Model.Spec.Model.Version);
        world.Condition("Ready").Status.ShouldBe("True");
        StatusComparer.AreEqual(world.Plan().Status, world.Status).ShouldBeTrue();
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 16)];

    private static string Happen(World world, Random random)
    {
        world.Now += TimeSpan.FromSeconds(random.Next(0, 20));
        var pod = world.Pods.Count == 0 ? null : world.Pods[random.Next(world.Pods.Count)];
        switch (random.Next(11))
        {
            case 0:
                world.Version(random.Next(1, 6).ToString());
                return "another version";
            case 1:
                world.Change(spec => spec.Replicas = random.Next(0, 4));
                return "another scale";
            case 2 when pod is not null:
                PodStates.Ended(pod, 69, """{"reason":"StorageUnreachable","message":"no route"}""", world.Now);
                return "a failing pod";
            case 3 when pod is not null:
                PodStates.Running(pod, world.Now);
                return "a pod that loads";
            case 4 when pod is not null:
                world.Pods.Remove(pod);
                return "a lost pod";
            case 5 when world.Deployments.Count > 0 && random.Next(4) == 0:
                world.Deployments.RemoveAt(random.Next(world.Deployments.Count));
                return "a lost Deployment";
            case 6 when random.Next(3) == 0:
                world.Service = null;
                return "a lost Service";
            default:
                foreach (var starting in world.Pods.Where(_ => random.Next(2) == 0))
                    PodStates.Ready(starting, world.Now);
                return "pods that become ready";
        }
    }

    private static void TrafficGoesToReadyPods(Observation before, Plan plan, string context)
    {
        var kept = plan.Apply.OfType<V1Deployment>().Select(Labels.RevisionOf).ToList();
        var served = Labels.RevisionOf(before.Deployments.FirstOrDefault(one => Labels.RevisionOf(one) == Served(plan)) ?? new V1Deployment());
        if (before.Model.Spec.Replicas > 0 && Ready(before, Served(plan)) == 0)
            kept.Where(revision => Ready(before, revision) > 0).ShouldBeEmpty($"{context}: traffic goes to {served} without ready pods");
    }

    private static void NothingInUseIsDeleted(Plan plan, string context) =>
        plan.Delete.OfType<V1Deployment>().Select(Labels.RevisionOf).ShouldNotContain(Served(plan), context);

    private static void CapacityIsKept(Observation before, Plan plan, string context)
    {
        var present = Ready(before, ServiceBuilder.RevisionOf(before.Service));
        var need = Math.Min(before.Model.Spec.Replicas!.Value, present);
        Ready(before, Served(plan)).ShouldBeGreaterThanOrEqualTo(need, context);
        plan.Apply.OfType<V1Deployment>().Single(one => Labels.RevisionOf(one) == Served(plan)).Spec.Replicas
            .ShouldBe(before.Model.Spec.Replicas, context);
    }

    private static void APlanCarriedOutIsFulfilled(World world, string context)
    {
        var again = world.Plan();
        again.Create.ShouldBeEmpty(context);
        again.Delete.ShouldBeEmpty(context);
        again.Apply.Select(Text).ShouldBe(world.LastPlan.Apply.Select(Text), context);
    }

    private static int Ready(Observation observation, string? revision) =>
        observation.Pods.Count(pod => Labels.RevisionOf(pod) == revision && PodFacts.IsReady(pod));

    private static string Served(Plan plan) => ServiceBuilder.RevisionOf(plan.Apply.OfType<V1Service>().Single())!;

    private static string Text(KubernetesEntity child) => child switch
    {
        V1Deployment deployment => KubernetesJson.ToElement(deployment).GetRawText(),
        V1Service service => KubernetesJson.ToElement(service).GetRawText(),
        _ => child.Metadata.Name!,
    };
}
