using Slipway.Api;
using Slipway.Api.Durations;
using Slipway.Api.Schedules;

namespace Slipway.Planning.Autoscaling;

/// <summary>What schedules ask for at a time.</summary>
public static class ScheduleRule
{
    /// <summary>The most replicas that any schedule asks for now; 0: none does. What cannot be read was refused before.</summary>
    public static int Replicas(IEnumerable<ScheduleSpec>? schedules, DateTimeOffset now) =>
        (schedules ?? []).Where(schedule => IsActive(schedule, now)).Select(schedule => schedule.Replicas).DefaultIfEmpty().Max();

    private static bool IsActive(ScheduleSpec schedule, DateTimeOffset now)
    {
        if (!CronExpression.TryParse(schedule.Cron, out var cron) || !GoDuration.TryParse(schedule.Duration, out var lasts))
            return false;
        var zone = TimeZoneInfo.Utc;
        if (schedule.TimeZone is { } name && !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone))
            return false;
        return cron.BeganWithin(TimeZoneInfo.ConvertTime(now, zone).DateTime, lasts);
    }
}
