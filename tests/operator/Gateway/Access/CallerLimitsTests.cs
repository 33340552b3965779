using Slipway.Gateway.Access;
using Slipway.Tests.Support.Time;

namespace Slipway.Gateway.Tests.Access;

public sealed class CallerLimitsTests
{
    private readonly ManualTimeProvider time = new();

    [Fact]
    public void A_burst_is_let_through_and_then_so_many_per_second()
    {
        var limits = Limits(perSecond: 2, burst: 3);

        Verdicts(limits, 4).ShouldBe([AccessVerdict.Allowed, AccessVerdict.Allowed, AccessVerdict.Allowed, AccessVerdict.RateLimited]);
        time.Advance(TimeSpan.FromSeconds(1));
        Verdicts(limits, 3).ShouldBe([AccessVerdict.Allowed, AccessVerdict.Allowed, AccessVerdict.RateLimited]);
        time.Advance(TimeSpan.FromSeconds(100));
        Verdicts(limits, 4).Count(verdict => verdict == AccessVerdict.Allowed).ShouldBe(3, "no more is saved than the burst");
    }

    [Fact]
    public void Who_comes_too_often_is_told_when_to_come_again()
    {
        var limits = Limits(perSecond: 0.25, burst: 1);
        Verdicts(limits, 1);

        limits.Enter("alice").RetryAfterSeconds.ShouldBe(4);
        time.Advance(TimeSpan.FromSeconds(4));
        limits.Enter("alice").Verdict.ShouldBe(AccessVerdict.Allowed);
    }

    [Fact]
    public void One_caller_takes_nothing_from_another()
    {
        var limits = Limits(perSecond: 1, burst: 1, concurrency: 1);
        limits.Enter("alice");

        limits.Enter("alice").Verdict.ShouldBe(AccessVerdict.TooManyAtOnce);
        limits.Enter("bob").Verdict.ShouldBe(AccessVerdict.Allowed);
    }

    [Fact]
    public void A_place_is_free_again_when_its_request_is_over_and_only_once()
    {
        var limits = Limits(concurrency: 2);
        var first = limits.Enter("alice").Permit.ShouldNotBeNull();
        limits.Enter("alice");
        limits.Enter("alice").Verdict.ShouldBe(AccessVerdict.TooManyAtOnce);

        first.Dispose();
        first.Dispose();

        limits.Enter("alice").Verdict.ShouldBe(AccessVerdict.Allowed);
        limits.Enter("alice").Verdict.ShouldBe(AccessVerdict.TooManyAtOnce);
    }

    [Fact]
    public void What_is_refused_for_its_number_costs_nothing_of_the_rate()
    {
        var limits = Limits(perSecond: 1, burst: 2, concurrency: 1);
        var first = limits.Enter("alice").Permit!;
        Verdicts(limits, 5).ShouldAllBe(verdict => verdict == AccessVerdict.TooManyAtOnce);

        first.Dispose();

        limits.Enter("alice").Verdict.ShouldBe(AccessVerdict.Allowed);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Callers_who_were_idle_are_forgotten_before_there_are_too_many(double perSecond)
    {
        var limits = Limits(perSecond, burst: perSecond, concurrency: 1);
        for (var number = 0; number < 30_000; number++)
        {
            limits.Enter($"caller-{number}").Permit!.Dispose();
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        limits.Count.ShouldBeLessThanOrEqualTo(10_001);
    }

    private static IReadOnlyList<AccessVerdict> Verdicts(CallerLimits limits, int count) => [.. Enumerable.Range(0, count).Select(_ => limits.Enter("alice").Verdict)];

    private CallerLimits Limits(double perSecond = 0, double burst = 0, int concurrency = int.MaxValue) =>
        new(new CallerLimitSettings(perSecond, burst, concurrency), new GatewayClock(time));
}
