namespace Slipway.Planning.Autoscaling;

/// <summary>
/// How many replicas beyond the steady need would still help with a queue. What is ready and what is starting is carried forward
/// to the moment when a replica made now would be ready; a queue that is gone by then is no reason for one.
/// </summary>
internal static class Backlog
{
    /// <param name="work">Waiting requests, in slot-seconds.</param>
    /// <param name="load">Slots that arriving requests take.</param>
    /// <param name="needed">Replicas that the load alone asks for.</param>
    /// <param name="startUp">Seconds that a new replica takes.</param>
    /// <param name="drain">Seconds after that within which the queue should be gone.</param>
    /// <param name="seen">The replicas there are.</param>
    /// <param name="concurrency">Slots of each.</param>
    /// <returns>All replicas that should be there, at least <paramref name="needed"/>.</returns>
    public static int Needed(double work, double load, int needed, double startUp, double drain, ScaleObservation seen, double concurrency)
    {
        if (work <= 0)
            return needed;
        var serving = Math.Max(0, seen.Ready - seen.Ejected);
        var slots = serving * concurrency;
        var clock = 0.0;
        foreach (var readyIn in seen.Starting.Select(replica => ReadyIn(replica, startUp)).Order())
        {
            if (Pass(ref work, slots - load, readyIn - clock))
                return needed;
            clock = readyIn;
            slots += concurrency;
        }

        if (Pass(ref work, slots - load, startUp - clock))
            return needed;
        var coming = Math.Max(serving + seen.Starting.Count, needed);
        var missing = (work / drain) + load - (coming * concurrency);
        return missing <= 0 ? needed : coming + (int)Math.Ceiling(missing / concurrency);
    }

    // Whether the queue is gone within the time.
    private static bool Pass(ref double work, double surplus, double seconds)
    {
        work -= surplus * Math.Max(0, seconds);
        return work <= 0;
    }

    // One that takes longer than expected: soon, but who knows when.
    private static double ReadyIn(StartingReplica replica, double startUp)
    {
        var left = startUp - replica.Age.TotalSeconds;
        return left > 0 ? left : startUp * 0.1;
    }
}
