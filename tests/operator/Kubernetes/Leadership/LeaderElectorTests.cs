using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Leadership;

public sealed class LeaderElectorTests : IDisposable
{
    private readonly FakeServer server = new();
    private readonly World world = new(seed: 1);
    private readonly Candidate one;
    private readonly Candidate two;

    public LeaderElectorTests()
    {
        one = new Candidate(world, server, "one");
        two = new Candidate(world, server, "two");
        one.Start();
        Run(1);
        two.Start();
        Run(5);
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public void The_first_leads_and_the_second_waits()
    {
        Run(600);

        Lease.HolderIdentity.ShouldBe("one");
        Lease.LeaseTransitions.ShouldBe(0);
        one.Elector.IsLeading.ShouldBeTrue();
        two.Elector.IsLeading.ShouldBeFalse();
        two.Writes.ShouldBeEmpty();
    }

    [Fact]
    public void A_leader_that_stops_releases_the_lease_after_its_work_has_ended()
    {
        one.Stop();
        Run(3);

        one.Running!.IsCompletedSuccessfully.ShouldBeTrue();
        two.Elector.IsLeading.ShouldBeTrue();
        Lease.HolderIdentity.ShouldBe("two");
        Lease.LeaseTransitions.ShouldBe(1);
        NeverTogether();
    }

    // Whatever the moment: a renewal that is cut might have been carried out, and the lease could not be given back.
    [Theory]
    [MemberData(nameof(Moments))]
    public void A_leader_that_stops_while_it_renews_releases_the_lease(int milliseconds)
    {
        one.Client.Network.Latency = () => TimeSpan.FromMilliseconds(700);
        Run(10);
        world.RunFor(TimeSpan.FromMilliseconds(milliseconds));
        one.Stop();
        Run(8);

        Lease.HolderIdentity.ShouldBe("two");
        NeverTogether();
    }

    [Fact]
    public void A_candidate_that_stops_while_it_takes_the_lease_gives_it_back()
    {
        two.Client.Network.Latency = () => TimeSpan.FromMilliseconds(700);
        two.Client.Requests.Clear();
        one.Stop();
        world.RunUntil(() => two.Client.Requests.Contains("update Lease"), TimeSpan.FromMinutes(1)).ShouldBeTrue();
        world.RunFor(TimeSpan.FromSeconds(1));
        two.Stop();
        Run(6);

        two.Running!.IsCompletedSuccessfully.ShouldBeTrue();
        two.Writes.ShouldBeEmpty();
        Lease.HolderIdentity.ShouldBeNullOrEmpty();
    }

    [Fact]
    public void A_leader_that_dies_is_followed_within_the_lease_duration_and_two_seconds()
    {
        one.Process.IsPaused = true;
        var died = world.Clock.Elapsed;
        world.RunUntil(() => two.Writes.Count > 0, TimeSpan.FromMinutes(2)).ShouldBeTrue();

        (world.Clock.Elapsed - died).TotalSeconds.ShouldBeInRange(10, 17);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Row_08_a_partitioned_leader_stops_writing_before_the_lease_can_be_taken(bool blackHole)
    {
        one.Client.Network.IsDown = !blackHole;
        one.Client.Network.IsBlackHole = blackHole;
        Run(60);

        one.Running!.IsCompletedSuccessfully.ShouldBeTrue("the process must end");
        two.Elector.IsLeading.ShouldBeTrue();
        NeverTogether();
    }

    /// <summary>Work that does not listen: the fence holds.</summary>
    [Fact]
    public void Row_08_a_hung_worker_of_a_partitioned_leader_cannot_write_either()
    {
        one.IsStubborn = true;
        one.Client.Network.Fault = verb => verb == "update" ? new HttpRequestException("lost") : null;
        Run(120);

        two.Elector.IsLeading.ShouldBeTrue();
        one.Running!.IsCompleted.ShouldBeTrue("the process ends without waiting for it");
        NeverTogether();
    }

    [Fact]
    public void A_leader_that_stood_still_does_not_write_when_it_wakes()
    {
        Run(10);
        one.Process.IsPaused = true;
        Run(60);
        two.Elector.IsLeading.ShouldBeTrue();
        one.Process.IsPaused = false;
        Run(60);

        one.Running!.IsCompleted.ShouldBeTrue();
        two.Elector.IsLeading.ShouldBeTrue();
        NeverTogether();
    }

    [Fact]
    public void A_candidate_that_stood_still_does_not_take_a_lease_that_was_renewed_meanwhile()
    {
        two.Process.IsPaused = true;
        Run(100);
        two.Process.IsPaused = false;
        Run(100);

        Lease.HolderIdentity.ShouldBe("one");
        two.Writes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(5, 0)]
    [InlineData(-5, 0)]
    [InlineData(0, 5)]
    [InlineData(0, -5)]
    [InlineData(5, -5)]
    public void Row_09_clocks_that_jump_by_minutes_change_nothing(int leaderMinutes, int otherMinutes)
    {
        one.Process.Clock.Error = TimeSpan.FromMinutes(leaderMinutes);
        two.Process.Clock.Error = TimeSpan.FromMinutes(otherMinutes);
        Run(120);

        Lease.HolderIdentity.ShouldBe("one");
        one.Elector.IsLeading.ShouldBeTrue();
        two.Writes.ShouldBeEmpty();
    }

    [Fact]
    public void A_renewal_that_carries_the_same_time_as_the_last_one_seen_still_counts()
    {
        Run(1);
        two.Process.IsPaused = true;
        var seen = Lease.RenewTime;
        Run(58);
        one.Process.Clock.Error = TimeSpan.FromMinutes(-1);
        world.RunUntil(() => Lease.RenewTime == seen, TimeSpan.FromSeconds(2)).ShouldBeTrue();
        two.Process.IsPaused = false;
        Run(5);

        Lease.HolderIdentity.ShouldBe("one");
        two.Writes.ShouldBeEmpty();
    }

    [Fact]
    public void A_short_outage_costs_nothing()
    {
        one.Client.Network.IsDown = true;
        Run(7);
        one.Client.Network.IsDown = false;
        Run(60);

        Lease.HolderIdentity.ShouldBe("one");
        one.Elector.IsLeading.ShouldBeTrue();
    }

    [Fact]
    public void A_lease_that_is_deleted_is_made_again_by_its_holder()
    {
        server.Delete<V1Lease>(Samples.Key("system/operator"));
        Run(3);

        Lease.HolderIdentity.ShouldNotBeNull();
        NeverTogether();
    }

    [Fact]
    public void A_leader_writes_once_per_retry_period_and_reads_nothing()
    {
        Run(10);
        one.Client.Requests.Clear();
        Run(100);

        one.Client.Requests.Count(request => request == "update Lease").ShouldBeInRange(48, 51);
        one.Client.Requests.ShouldNotContain("get Lease");
    }

    public static TheoryData<int> Moments => [.. Enumerable.Range(0, 10).Select(step => step * 2_000)];

    private V1LeaseSpec Lease => server.Find<V1Lease>(Samples.Key("system/operator"))!.Spec;

    private void Run(int seconds) => world.RunFor(TimeSpan.FromSeconds(seconds));

    /// <summary>All writes of the first come before all writes of the second.</summary>
    private void NeverTogether()
    {
        if (two.Writes.Count > 0)
            one.Writes.Max().ShouldBeLessThan(two.Writes.Min());
        (one.Elector.IsLeading && two.Elector.IsLeading).ShouldBeFalse();
    }
}
