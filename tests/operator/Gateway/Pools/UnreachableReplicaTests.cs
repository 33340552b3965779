using Slipway.Gateway.Pools;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Pools;

/// <summary>Replicas that take no connections.</summary>
public sealed class UnreachableReplicaTests
{
    private readonly TestPool pool = new();

    public UnreachableReplicaTests() => pool.Warm(4, "a");

    [Fact]
    public async Task Requests_wait_until_it_has_rested_and_a_single_one_tries_it()
    {
        await pool.DoAsync(Outcome.Unreachable);
        var first = pool.EnterAsync();
        var second = pool.EnterAsync();
        first.IsCompleted.ShouldBeFalse();

        pool.Time.Advance(TimeSpan.FromMilliseconds(100));
        var probe = (await first.WaitAsync(TimeSpan.FromSeconds(10))).Endpoint.ShouldNotBeNull();
        second.IsCompleted.ShouldBeFalse();

        pool.End(probe);
        (await second.WaitAsync(TimeSpan.FromSeconds(10))).Endpoint.ShouldNotBeNull();
    }

    [Fact]
    public async Task It_rests_longer_each_time_up_to_a_second()
    {
        foreach (var milliseconds in new[] { 100, 200, 400, 800, 1000, 1000 })
        {
            var entering = pool.EnterAsync();
            await pool.DoneAsync(entering, Outcome.Unreachable);
            var next = pool.EnterAsync();
            pool.Time.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
            next.IsCompleted.ShouldBeFalse($"{milliseconds} ms are not over");
            pool.Time.Advance(TimeSpan.FromMilliseconds(1));
            pool.End((await next.WaitAsync(TimeSpan.FromSeconds(10))).Endpoint!, Outcome.Cancelled);
        }
    }

    [Fact]
    public async Task A_new_replica_takes_what_waits_at_once()
    {
        await pool.DoAsync(Outcome.Unreachable);
        var waiting = pool.EnterAsync();

        pool.Pool.Update([TestPool.Replica("b")], 4);

        (await waiting.WaitAsync(TimeSpan.FromSeconds(10))).Endpoint!.Address.PodName.ShouldBe("b");
    }

    [Fact]
    public async Task Another_replica_is_taken_meanwhile()
    {
        pool.Warm(4, "a", "b");
        (await pool.EnterAsync()).Endpoint.ShouldNotBeNull();
        var name = await pool.DoAsync(Outcome.Unreachable);

        for (var number = 0; number < 3; number++)
            (await pool.BeginAsync()).Address.PodName.ShouldNotBe(name);
    }

    [Fact]
    public async Task The_operator_is_woken_when_the_last_one_goes_while_requests_wait()
    {
        await pool.DoAsync(Outcome.Unreachable);
        var waiting = pool.EnterAsync();

        pool.Pool.Update([], 4);

        pool.Wakes.ShouldBe(1);
        waiting.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_request_that_was_tried_before_goes_first()
    {
        var busy = await pool.BeginAsync();
        await pool.DoAsync(Outcome.Unreachable);
        var later = pool.EnterAsync();
        var tried = pool.EnterAsync(avoid: busy);

        pool.Time.Advance(TimeSpan.FromMilliseconds(100));
        pool.End(busy);

        await Eventually.TrueAsync(() => Task.FromResult(tried.IsCompleted), "the one that was tried before");
    }
}
