using Slipway.Api;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Autoscaling.Capacity;
using Slipway.Planning.Runtime;
using Slipway.Planning.Tests.Support;

namespace Slipway.Planning.Tests.Autoscaling.Capacity;

/// <summary>Whose capacity counts, and whose is looked at again.</summary>
public sealed class CapacityReportsTests
{
    private readonly World world = new();

    public CapacityReportsTests()
    {
        world.Settings = world.Settings with { GatewayInstalled = true };
        world.Change(spec => spec.Autoscaling = new AutoscalingSpec { MinReplicas = 3, MaxReplicas = 8 });
        world.Reconcile();
    }

    [Fact]
    public void What_was_learned_counts_before_what_was_measured()
    {
        Serve(0, CapacitySource.Provisional, concurrency: 64);
        Serve(1, CapacitySource.Learned, concurrency: 4);

        Choose(before: null)!.Concurrency.ShouldBe(4);
    }

    [Fact]
    public void The_replica_that_has_served_the_longest_counts()
    {
        Serve(1, CapacitySource.Learned, concurrency: 4);
        world.Now += TimeSpan.FromMinutes(1);
        Serve(0, CapacitySource.Learned, concurrency: 8);

        Choose(before: null)!.Concurrency.ShouldBe(4);
    }

    [Fact]
    public void What_was_learned_outlives_the_replicas_that_learned_it()
    {
        Serve(0, CapacitySource.Provisional, concurrency: 64);

        Choose(before: new() { Concurrency = 4, Source = CapacitySource.Learned })!.Concurrency.ShouldBe(4);
        Choose(before: new() { Concurrency = 32, Source = CapacitySource.Measured })!.Concurrency.ShouldBe(64);
        Choose(before: null)!.Concurrency.ShouldBe(64);
    }

    [Fact]
    public void Nothing_is_known_before_anyone_reports()
    {
        Choose(before: null).ShouldBeNull();
        Choose(before: new() { Concurrency = 32 })!.Concurrency.ShouldBe(32);
    }

    [Theory]
    [InlineData(CapacitySource.Provisional, true)]
    [InlineData(CapacitySource.Learned, true)]
    [InlineData(CapacitySource.Measured, false)]
    [InlineData(CapacitySource.Unknown, false)]
    public void One_replica_is_looked_at_again_where_requests_may_teach_it(CapacitySource source, bool isFollowed)
    {
        for (var replica = 0; replica < 3; replica++)
            Serve(replica, source, concurrency: 64);

        world.Reconcile().FollowStatusOf.Select(pod => pod.Metadata.Uid).ShouldBe(isFollowed ? [Replica(0).Metadata.Uid] : []);
    }

    [Fact]
    public void Nothing_is_looked_at_again_that_counts_for_nothing()
    {
        Serve(0, CapacitySource.Provisional, concurrency: 64);
        world.Change(spec => (spec.Autoscaling, spec.Replicas) = (null, 3));

        world.Reconcile().FollowStatusOf.ShouldBeEmpty();
    }

    private RuntimeCapacity? Choose(RuntimeCapacity? before) => CapacityReports.Choose(world.PodsOf("1"), world.Reports, before);

    private V1Pod Replica(int number) => world.PodsOf("1")[number];

    private void Serve(int replica, CapacitySource source, int concurrency)
    {
        while (world.PodsOf("1").Count <= replica)
            world.Pods.Add(PodStates.Pending(world.Deployment("1")!, 100 + world.Pods.Count, world.Now));
        PodStates.Ready(Replica(replica), world.Now);
        world.Reports[Replica(replica).Metadata.Uid!] = Reported.Ready() with { Capacity = new() { Concurrency = concurrency, Source = source } };
    }
}
