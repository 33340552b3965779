namespace Slipway.Planning.Autoscaling.Demand;

/// <summary>
/// The last minute of one version's counters at one gateway, by that gateway's own clock. Between two points the counters stood
/// still, for a line leaves out what has not changed; but where lines were lost they are taken to have grown evenly.
/// </summary>
internal sealed class CounterSeries
{
    /// <summary>The longest window that can be asked for, in seconds.</summary>
    public const double LongestWindow = 60;

    private Point[] points = new Point[16];
    private int first;
    private int count;

    /// <summary>Begins where the counters stood when they were first known.</summary>
    public CounterSeries(double uptime, long arrivals, long completions, double busySeconds) =>
        Push(new Point(uptime, arrivals, completions, busySeconds, IsEven: false));

    /// <summary>Takes the counters of a line.</summary>
    /// <param name="uptime">The gateway's clock.</param>
    /// <param name="arrivals">Requests so far.</param>
    /// <param name="completions">Requests that replicas have ended so far.</param>
    /// <param name="busySeconds">Seconds at replicas so far.</param>
    /// <param name="lostSince">The gateway's clock on the last line before this one, if some between them were lost.</param>
    public void Add(double uptime, long arrivals, long completions, double busySeconds, double? lostSince = null)
    {
        if (lostSince is { } lost && this[count - 1] is var last && last.Uptime < lost)
            Push(last with { Uptime = lost, IsEven = false });
        Push(new Point(uptime, arrivals, completions, busySeconds, IsEven: lostSince is not null));
    }

    /// <summary>Growth per second over the last seconds before <paramref name="uptime"/>, or over as many as are known.</summary>
    public (double Arrivals, double Completions, double Busy) Rate(double uptime, double window)
    {
        var start = Math.Max(uptime - window, this[0].Uptime);
        var span = uptime - start;
        if (span <= 0)
            return (0, 0, 0);
        var before = At(start);
        var newest = this[count - 1];
        return (
            (newest.Arrivals - before.Arrivals) / span,
            (newest.Completions - before.Completions) / span,
            (newest.BusySeconds - before.BusySeconds) / span);
    }

    private Point this[int index] => points[(first + index) % points.Length];

    private void Push(Point point)
    {
        // The last point before the window says where the counters stood when it began.
        while (count > 1 && this[1].Uptime <= point.Uptime - LongestWindow)
        {
            first = (first + 1) % points.Length;
            count--;
        }

        if (count == points.Length)
            Grow();
        points[(first + count++) % points.Length] = point;
    }

    private Point At(double uptime)
    {
        var low = 0;
        var high = count - 1;
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (this[middle].Uptime <= uptime)
                low = middle;
            else
                high = middle - 1;
        }

        var before = this[low];
        if (low + 1 == count || !this[low + 1].IsEven)
            return before;
        var after = this[low + 1];
        var part = (uptime - before.Uptime) / (after.Uptime - before.Uptime);
        return before with
        {
            Arrivals = before.Arrivals + (part * (after.Arrivals - before.Arrivals)),
            Completions = before.Completions + (part * (after.Completions - before.Completions)),
            BusySeconds = before.BusySeconds + (part * (after.BusySeconds - before.BusySeconds)),
        };
    }

    private void Grow()
    {
        var larger = new Point[points.Length * 2];
        for (var index = 0; index < count; index++)
            larger[index] = this[index];
        points = larger;
        first = 0;
    }

    private readonly record struct Point(double Uptime, double Arrivals, double Completions, double BusySeconds, bool IsEven);
}
