using Slipway.Api.Demand;
using Slipway.Planning.Autoscaling.Demand;

namespace Slipway.Planning.Tests.Autoscaling.Demand;

public sealed class DemandHistoryTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddDays(20000);

    private static readonly VersionKey Key = new("vision", "ocr", "one");

    private readonly DemandHistory history = new();

    [Fact]
    public void Rates_are_differences_of_counters_over_the_gateways_own_time()
    {
        for (var second = 0; second <= 60; second++)
            Line("a", second + 1, 1000 + second, second, new() { Revision = "one", Arrivals = 5000 + (10 * second), Completions = 4000 + (7 * second), Failures = second, BusySeconds = 700 + (4 * second) });

        var sample = history.Sample(Key, Start.AddSeconds(60));

        (sample.RateNow, sample.RateShort, sample.RateLong).ShouldBe((10, 10, 10));
        (sample.BusyShort, sample.BusyLong, sample.CompletedLong).ShouldBe((4, 4, 8));
    }

    [Fact]
    public void Windows_tell_a_jump_from_what_was_before()
    {
        for (var second = 0; second <= 60; second++)
            Line("a", second + 1, 1000 + second, second, new() { Revision = "one", Arrivals = second <= 55 ? second : 55 + (100 * (second - 55)) });

        var sample = history.Sample(Key, Start.AddSeconds(60));

        sample.RateNow.ShouldBe(100, 0.01);
        sample.RateShort.ShouldBe(510.0 / 15, 0.01);
        sample.RateLong.ShouldBe(555.0 / 60, 0.01);
    }

    [Fact]
    public void What_a_line_leaves_out_has_not_changed()
    {
        Line("a", 1, 1000, 0, new() { Revision = "one", Arrivals = 50, BusySeconds = 10, Queued = 2 });
        for (var second = 1; second <= 30; second++)
            Line("a", second + 1, 1000 + second, second);

        var sample = history.Sample(Key, Start.AddSeconds(30));

        sample.RateLong.ShouldBe(0);
        sample.Queued.ShouldBe(2);
        sample.IsIdle.ShouldBeFalse();
    }

    [Fact]
    public void Lost_lines_lose_nothing_and_make_no_jump()
    {
        for (var second = 0; second <= 60; second++)
        {
            if (second is <= 30 or >= 50)
                Line("a", second + 1, 1000 + second, second, new() { Revision = "one", Arrivals = 10 * second });
            if (second >= 50)
                history.Sample(Key, Start.AddSeconds(second)).RateNow.ShouldBe(10, 0.01, $"second {second}");
        }

        var sample = history.Sample(Key, Start.AddSeconds(60));
        sample.RateShort.ShouldBe(10, 0.01);
        sample.RateLong.ShouldBe(10, 0.01);
    }

    [Fact]
    public void Several_gateways_add_up()
    {
        for (var second = 0; second <= 20; second++)
        {
            Line("a", second + 1, 1000 + second, second, new()
            {
                Revision = "one",
                Arrivals = 10 * second,
                BusySeconds = 2 * second,
                Queued = 3,
                OldestQueuedSeconds = 1.5,
                ServiceSeconds = 0.2,
                Ejected = 1,
            });
            Line("b", second + 1, 50 + second, second, new()
            {
                Revision = "one",
                Arrivals = 30 * second,
                BusySeconds = 4 * second,
                Queued = 1,
                OldestQueuedSeconds = 4,
                ServiceSeconds = 0.4,
                Ejected = 2,
            });
        }

        var sample = history.Sample(Key, Start.AddSeconds(20));

        sample.RateNow.ShouldBe(40, 0.01);
        sample.RateShort.ShouldBe(40, 0.01);
        sample.BusyShort.ShouldBe(6, 0.01);
        (sample.Queued, sample.OldestQueuedSeconds, sample.Ejected).ShouldBe((4, 4, 2));
        sample.ServiceSeconds!.Value.ShouldBeInRange(0.3, 0.4, "weighed by arrivals");
    }

    [Fact]
    public void A_young_gateway_counts_from_its_start()
    {
        Line("a", 1, 4, 0, new() { Revision = "one", Arrivals = 40, BusySeconds = 8 });

        var sample = history.Sample(Key, Start);

        (sample.RateNow, sample.RateLong).ShouldBe((10, 10));
    }

    [Fact]
    public void An_old_gateways_first_line_says_nothing_of_the_present()
    {
        Line("a", 1, 90_000, 0, new() { Revision = "one", Arrivals = 1_000_000, BusySeconds = 500_000 });

        history.Sample(Key, Start).RateLong.ShouldBe(0);
    }

    [Fact]
    public void A_version_that_is_first_named_later_had_nothing_before()
    {
        Line("a", 1, 90_000, 0);
        for (var second = 1; second <= 10; second++)
            Line("a", second + 1, 90_000 + second, second, new() { Revision = "one", Arrivals = 5 * second });

        history.Sample(Key, Start.AddSeconds(10)).RateShort.ShouldBe(5, 0.01);
    }

    [Fact]
    public void A_silent_gateway_is_unknown_after_five_seconds_and_no_zero()
    {
        Line("a", 1, 100, 0, new() { Revision = "one", Arrivals = 10 });
        Line("b", 1, 100, 0, new() { Revision = "one", Arrivals = 10 });
        Line("b", 2, 106, 6);

        history.Sample(Key, Start.AddSeconds(6)).SilentGateways.ShouldBe(1);
        history.Sample(Key, Start.AddSeconds(6)).IsKnown.ShouldBeTrue();
        history.Sample(Key, Start.AddSeconds(20)).IsKnown.ShouldBeFalse();
    }

    [Fact]
    public void An_expected_gateway_that_never_spoke_is_silent_and_one_that_is_gone_is_not()
    {
        history.Expect("a");
        Line("b", 1, 100, 0, new() { Revision = "one", Arrivals = 10 });
        history.Sample(Key, Start).SilentGateways.ShouldBe(1);

        history.Forget("a");

        history.Sample(Key, Start).SilentGateways.ShouldBe(0);
    }

    [Fact]
    public void Without_any_gateway_nothing_is_known() => history.Sample(Key, Start).IsKnown.ShouldBeFalse();

    [Fact]
    public void A_restarted_gateway_begins_anew()
    {
        for (var second = 0; second <= 10; second++)
            Line("a", second + 1, 500 + second, second, new() { Revision = "one", Arrivals = 1000 + second });
        history.Take("a", Report("a-again", 1, 1, new() { Revision = "one", Arrivals = 2 }), Start.AddSeconds(11));

        var sample = history.Sample(Key, Start.AddSeconds(11));

        (sample.RateNow, sample.SilentGateways).ShouldBe((2, 0));
    }

    [Fact]
    public void A_line_that_was_overtaken_is_left_out()
    {
        Line("a", 2, 1002, 0, new() { Revision = "one", Arrivals = 20, Queued = 5 });
        Line("a", 1, 1001, 1, new() { Revision = "one", Arrivals = 10, Queued = 9 });

        history.Sample(Key, Start.AddSeconds(1)).Queued.ShouldBe(5);
    }

    private void Line(string gateway, long sequence, double uptime, double at, VersionDemand? version = null) =>
        history.Take(gateway, Report(gateway, sequence, uptime, version), Start.AddSeconds(at));

    private static DemandReport Report(string gateway, long sequence, double uptime, VersionDemand? version) => new()
    {
        Gateway = gateway,
        Sequence = sequence,
        UptimeSeconds = uptime,
        Models = version is null ? [] : [new ModelDemand { Namespace = "vision", Name = "ocr", Versions = [version] }],
    };
}
