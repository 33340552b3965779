using Slipway.Gateway.Pools;
using Slipway.Gateway.Tests.Harness;

namespace Slipway.Gateway.Tests.Pools;

public sealed class VersionPoolTests
{
    [Fact]
    public async Task A_replica_never_gets_more_than_its_share_at_once()
    {
        var test = new TestPool();
        test.Warm(concurrency: 2, "a", "b");

        for (var number = 0; number < 4; number++)
            await test.BeginAsync();
        var fifth = test.EnterAsync();

        fifth.IsCompleted.ShouldBeFalse();
        test.Pool.Replicas().ShouldAllBe(replica => replica.InFlight == 2);
        test.Pool.Snapshot().Demand.Queued.ShouldBe(1);
    }

    [Fact]
    public async Task Who_waits_longest_gets_the_replica_that_becomes_free()
    {
        var test = new TestPool();
        test.Warm(concurrency: 1, "a");
        var busy = await test.BeginAsync();
        var (first, second) = (test.EnterAsync(), test.EnterAsync());

        test.End(busy);

        (await first).Endpoint!.Address.PodName.ShouldBe("a");
        second.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task From_zero_a_request_wakes_and_waits_until_a_replica_is_ready()
    {
        var test = new TestPool();

        var waiting = Enumerable.Range(0, 3).Select(_ => test.EnterAsync()).ToList();
        test.Wakes.ShouldBeGreaterThan(0);
        test.Time.Advance(TimeSpan.FromSeconds(20));
        test.Pool.Update([TestPool.Replica("a")], replicaConcurrency: 2);

        (await waiting[0]).Endpoint.ShouldNotBeNull();
        (await waiting[1]).Endpoint.ShouldNotBeNull();
        waiting[2].IsCompleted.ShouldBeFalse("a replica is released per slot, not per queue");
    }

    [Fact]
    public async Task Those_that_wait_by_a_share_are_told_to_follow_it_and_those_that_name_the_version_stay()
    {
        var test = new TestPool();
        var (byShare, byName) = (test.EnterAsync(), test.EnterAsync(isNamed: true));

        test.Pool.EndShare();

        (await byShare).Refusal.ShouldBe(Refusal.Moved);
        (await test.EnterAsync()).Refusal.ShouldBe(Refusal.Moved, "who chose it a moment before must not wait either");
        byName.IsCompleted.ShouldBeFalse();
        var demand = test.Pool.Snapshot().Demand;
        (demand.Arrivals, demand.Cancellations, demand.Queued).ShouldBe((3, 2, 1));
        test.Pool.BeginShare();
        test.EnterAsync().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Replicas_that_are_free_serve_also_when_the_share_has_gone()
    {
        var test = new TestPool();
        test.Warm(concurrency: 1, "a");
        test.Pool.EndShare();

        (await test.EnterAsync()).Endpoint.ShouldNotBeNull();
    }

    [Fact]
    public async Task Nobody_waits_for_a_version_that_has_no_route_any_more()
    {
        var test = new TestPool();
        var before = test.EnterAsync();

        test.Pool.Close();

        (await before).Refusal.ShouldBe(Refusal.NoReplica);
        (await test.EnterAsync()).Refusal.ShouldBe(Refusal.NoReplica);
    }

    [Fact]
    public void Requests_that_name_the_version_count_until_they_end()
    {
        var pool = new TestPool().Pool;
        var before = pool.Snapshot().Stamp;
        using (pool.Named.Begin())
        {
            var demand = pool.Snapshot().Demand;
            (demand.NamedArrivals, demand.NamedNow).ShouldBe((1, 1));
        }

        var after = pool.Snapshot();
        (after.Demand.NamedArrivals, after.Demand.NamedNow).ShouldBe((1, 0));
        after.Stamp.ShouldBeGreaterThan(before, "it has to be reported");
    }

    [Fact]
    public async Task A_deadline_ends_the_waiting_and_says_so()
    {
        var test = new TestPool();
        var waiting = test.EnterAsync(seconds: 5);

        test.Time.Advance(TimeSpan.FromSeconds(4.9));
        waiting.IsCompleted.ShouldBeFalse();
        test.Time.Advance(TimeSpan.FromSeconds(0.2));

        (await waiting).Refusal.ShouldBe(Refusal.DeadlinePassed);
        test.Pool.Snapshot().Demand.ShouldSatisfyAllConditions(demand => demand.Queued.ShouldBe(0), demand => demand.Rejections.ShouldBe(1));
    }

    [Theory]
    [InlineData(2, 1_000, 10)]
    [InlineData(1_000, 25, 10)]
    public async Task A_full_queue_refuses_at_once(int maxLength, long maxBytes, long bytes)
    {
        var test = new TestPool(maxLength, maxBytes);
        var waiting = new[] { test.EnterAsync(bytes: bytes), test.EnterAsync(bytes: bytes) };

        (await test.EnterAsync(bytes: bytes)).Refusal.ShouldBe(Refusal.QueueFull);

        waiting.ShouldAllBe(task => !task.IsCompleted);
    }

    [Fact]
    public async Task A_request_that_cannot_make_its_deadline_is_told_at_once()
    {
        var test = new TestPool();
        var first = test.EnterAsync();
        test.Time.Advance(TimeSpan.FromSeconds(20));
        test.Pool.Update([TestPool.Replica("a")], 4);
        test.End((await first).Endpoint!);
        test.Pool.Update([], 4); // Scaled to zero again; the last start took 20 s.

        var hurried = await test.EnterAsync(seconds: 5);

        hurried.Refusal.ShouldBe(Refusal.CannotMakeDeadline);
        hurried.RetryAfterSeconds.ShouldBe(20);
        test.EnterAsync(seconds: 30).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_client_that_leaves_gives_its_place_away()
    {
        var test = new TestPool();
        using var leaves = new CancellationTokenSource();
        var waiting = test.EnterAsync(cancellationToken: leaves.Token);

        await leaves.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        test.Pool.Snapshot().Demand.ShouldSatisfyAllConditions(demand => demand.Queued.ShouldBe(0), demand => demand.Cancellations.ShouldBe(1));
    }

    [Fact]
    public async Task A_replica_that_leaves_finishes_what_it_has_and_gets_nothing_new()
    {
        var test = new TestPool();
        test.Warm(concurrency: 4, "a");
        var under = await test.BeginAsync();

        test.Pool.Update([TestPool.Replica("b")], 4);

        (await test.BeginAsync()).Address.PodName.ShouldBe("b");
        test.End(under);
        test.Pool.Replicas().ShouldHaveSingleItem().Pod.ShouldBe("b");
    }

    [Fact]
    public async Task A_new_replica_beside_warm_ones_begins_with_little()
    {
        var test = new TestPool();
        test.Warm(concurrency: 10, "a");
        test.Pool.Update([TestPool.Replica("a"), TestPool.Replica("b")], 10);

        for (var number = 0; number < 11; number++)
            await test.BeginAsync();
        test.EnterAsync().IsCompleted.ShouldBeFalse();

        test.Pool.Replicas().ShouldBe([("a", 10, false), ("b", 1, false)]);
    }

    [Fact]
    public async Task The_least_busy_replica_is_chosen()
    {
        var test = new TestPool();
        test.Warm(concurrency: 10, "a", "b", "c");

        for (var number = 0; number < 9; number++)
            await test.BeginAsync();

        test.Pool.Replicas().ShouldAllBe(replica => replica.InFlight == 3);
    }

    [Fact]
    public async Task Three_broken_requests_in_a_row_put_a_replica_out_until_a_probe_succeeds()
    {
        var test = new TestPool();
        test.Warm(concurrency: 1, "a", "b", "c");
        while (test.Pool.Replicas().All(replica => !replica.IsEjected))
        {
            var endpoints = new[] { await test.BeginAsync(), await test.BeginAsync(), await test.BeginAsync() };
            foreach (var endpoint in endpoints)
                test.End(endpoint, endpoint.Address.PodName == "a" ? Outcome.Broken : Outcome.Answered);
        }

        for (var number = 0; number < 20; number++)
            (await test.DoAsync(Outcome.Answered)).ShouldNotBe("a");
        test.Time.Advance(TimeSpan.FromSeconds(10.5));
        var answered = new[] { await test.BeginAsync(), await test.BeginAsync(), await test.BeginAsync() };
        answered.Select(endpoint => endpoint.Address.PodName).ShouldContain("a", "one request tries it");
        Array.ForEach(answered, endpoint => test.End(endpoint));
        test.Pool.Replicas().ShouldAllBe(replica => !replica.IsEjected);
    }

    [Fact]
    public async Task The_last_replica_is_never_put_out()
    {
        var test = new TestPool();
        test.Warm(concurrency: 1, "a");

        for (var number = 0; number < 10; number++)
            (await test.DoAsync(Outcome.Broken)).ShouldBe("a");
    }

    [Fact]
    public async Task A_retry_goes_elsewhere_where_there_is_an_elsewhere()
    {
        var test = new TestPool();
        test.Warm(concurrency: 100, "a", "b");
        var failed = await test.BeginAsync();

        for (var number = 0; number < 20; number++)
            (await test.EnterAsync(avoid: failed)).Endpoint.ShouldNotBe(failed);
    }

    [Fact]
    public async Task Probes_neither_wait_nor_wake_nor_count()
    {
        var test = new TestPool();

        var admission = await test.Pool.EnterAsync(new Entry { Deadline = test.Clock.Now + TimeSpan.FromSeconds(60) }, CancellationToken.None);

        admission.Refusal.ShouldBe(Refusal.NoReplica);
        test.Wakes.ShouldBe(0);
        test.Pool.Snapshot().Demand.Arrivals.ShouldBe(0);
    }

    [Fact]
    public async Task One_moment_in_which_the_machine_was_busy_is_not_the_time_that_requests_take()
    {
        var test = new TestPool();
        test.Warm(concurrency: 1, "a");
        for (var request = 0; request < 100; request++)
            await test.DoAsync(Outcome.Answered, seconds: 0.1);

        await test.DoAsync(Outcome.Answered, seconds: 5);

        test.Pool.Snapshot().Demand.ServiceSeconds!.Value.ShouldBe(0.1 + (0.02 * 4.9), 0.001);
    }

    [Fact]
    public async Task Demand_counts_each_request_once_and_busy_time_as_it_passes()
    {
        var test = new TestPool();
        test.Warm(concurrency: 4, "a");
        await test.DoAsync(Outcome.Answered, seconds: 2);
        await test.DoAsync(Outcome.Failed, seconds: 1);
        var endpoint = await test.BeginAsync();
        test.Pool.Begin(isDemand: true);
        test.Time.Advance(TimeSpan.FromSeconds(5));

        var demand = test.Pool.Snapshot().Demand;

        (demand.Arrivals, demand.Completions, demand.Failures, demand.InFlight).ShouldBe((3, 1, 1, 1));
        demand.BusySeconds.ShouldBe(8, 0.001);
        demand.ServiceSeconds.ShouldBe(2);
        demand.LatencyCounts.Sum().ShouldBe(2);
        endpoint.InFlight.ShouldBe(1);
    }
}
