using System.Collections;
using System.Globalization;

namespace Slipway.Api.Schedules;

/// <summary>
/// Five fields of cron: minute, hour, day of month, month, day of week (0 or 7 is Sunday), in numbers, with <c>*</c>, lists, ranges and
/// steps. As in cron, a day matches by either of its two fields when both are limited.
/// </summary>
public sealed class CronExpression
{
    private readonly BitArray minutes;
    private readonly BitArray hours;
    private readonly BitArray days;
    private readonly BitArray months;
    private readonly BitArray weekdays;
    private readonly bool eitherDay;

    private CronExpression(BitArray[] fields, bool eitherDay)
    {
        (minutes, hours, days, months, weekdays) = (fields[0], fields[1], fields[2], fields[3], fields[4]);
        this.eitherDay = eitherDay;
    }

    /// <summary>Reads an expression. False when it is none, or when no day of any year matches it.</summary>
    public static bool TryParse(string? text, out CronExpression expression)
    {
        expression = Never;
        if (text is null || !Patterns.IsMatch(Patterns.Cron, text))
            return false;
        var parts = text.Split(' ');
        (int Least, int Most)[] limits = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 7)];
        var fields = new BitArray[limits.Length];
        for (var index = 0; index < limits.Length; index++)
        {
            if (Field(parts[index], limits[index].Least, limits[index].Most) is not { } field)
                return false;
            fields[index] = field;
        }

        if (fields[4][7])
            fields[4][0] = true; // Both are Sunday.
        expression = new CronExpression(fields, eitherDay: !parts[2].StartsWith('*') && !parts[4].StartsWith('*'));
        return expression.HasAnyDay();
    }

    /// <summary>Whether it begins in this minute of local time.</summary>
    public bool Matches(DateTime local) => minutes[local.Minute] && hours[local.Hour] && MatchesDay(local);

    /// <summary>Whether it began within the last time, up to and with the present minute.</summary>
    /// <param name="local">The present, in local time.</param>
    /// <param name="lasts">How far to look back.</param>
    public bool BeganWithin(DateTime local, TimeSpan lasts)
    {
        var present = new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, 0, local.Kind);
        for (var at = present; local - at < lasts;)
        {
            if (!MatchesDay(at))
            {
                at = at.Date.AddMinutes(-1); // The last minute of the day before.
                continue;
            }

            if (Matches(at))
                return true;
            at = at.AddMinutes(-1);
        }

        return false;
    }

    private static CronExpression Never { get; } = new([new(60), new(24), new(32), new(13), new(8)], eitherDay: false);

    private bool MatchesDay(DateTime local)
    {
        if (!months[local.Month])
            return false;
        var byDay = days[local.Day];
        var byWeekday = weekdays[(int)local.DayOfWeek];
        return eitherDay ? byDay || byWeekday : byDay && byWeekday;
    }

    // The 30th of February never comes; the 29th does.
    private bool HasAnyDay()
    {
        var first = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);
        return Enumerable.Range(0, (28 * 366) + 1).Any(day => MatchesDay(first.AddDays(day)));
    }

    private static BitArray? Field(string text, int least, int most)
    {
        var values = new BitArray(most + 1);
        foreach (var part in text.Split(','))
        {
            var (range, step) = part.Split('/') is [var before, var after] ? (before, Number(after)) : (part, 1);
            var (from, to) = range.Split('-') switch
            {
                ["*"] => (least, most),
                [var first, var last] => (Number(first), Number(last)),
                // A single number with a step goes on to the end, as in cron.
                [var only] => (Number(only), part.Contains('/', StringComparison.Ordinal) ? most : Number(only)),
                _ => (1, 0),
            };
            if (step < 1 || from < least || to > most || from > to)
                return null;
            for (var value = from; value <= to; value += step)
                values[value] = true;
        }

        return values;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
