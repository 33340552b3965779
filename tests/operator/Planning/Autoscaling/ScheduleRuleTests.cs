using Slipway.Api;
using Slipway.Planning.Autoscaling;

namespace Slipway.Planning.Tests.Autoscaling;

public sealed class ScheduleRuleTests
{
    [Theory]
    [InlineData("2026-01-05T07:29:00Z", 0)] // a Monday
    [InlineData("2026-01-05T07:30:00Z", 3)]
    [InlineData("2026-01-05T17:29:59Z", 3)]
    [InlineData("2026-01-05T17:30:00Z", 0)]
    [InlineData("2026-01-04T10:00:00Z", 0)] // a Sunday
    public void A_schedule_lasts_from_its_beginning_for_its_duration(string now, int replicas) =>
        ScheduleRule.Replicas([Schedule("30 7 * * 1-5", "10h", 3)], DateTimeOffset.Parse(now)).ShouldBe(replicas);

    [Theory]
    [InlineData("2026-01-05T06:29:00Z", 0)]
    [InlineData("2026-01-05T06:30:00Z", 3)]
    [InlineData("2026-07-06T05:30:00Z", 3)] // summer time
    public void Times_are_of_its_zone(string now, int replicas) =>
        ScheduleRule.Replicas([Schedule("30 7 * * *", "1h", 3, "Europe/Berlin")], DateTimeOffset.Parse(now)).ShouldBe(replicas);

    [Fact]
    public void The_most_of_several_counts() =>
        ScheduleRule.Replicas([Schedule("0 * * * *", "1h", 2), Schedule("0 0 * * *", "24h", 5)], DateTimeOffset.UnixEpoch).ShouldBe(5);

    [Fact]
    public void It_goes_on_over_midnight_and_weekends() =>
        ScheduleRule.Replicas([Schedule("0 22 * * 5", "60h", 2)], DateTimeOffset.Parse("2026-01-05T09:59:00Z")).ShouldBe(2);

    [Fact]
    public void None_ask_for_none() => ScheduleRule.Replicas(null, DateTimeOffset.UnixEpoch).ShouldBe(0);

    private static ScheduleSpec Schedule(string cron, string duration, int replicas, string? zone = null) =>
        new() { Cron = cron, Duration = duration, Replicas = replicas, TimeZone = zone };
}
