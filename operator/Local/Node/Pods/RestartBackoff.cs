namespace Slipway.Local.Node.Pods;

/// <summary>How long a container that ended waits for its restart: not at all, then ever longer, as kubelets do it.</summary>
/// <param name="first">The wait before the second restart; doubles from then on.</param>
/// <param name="longest">No wait is longer; who ran twice as long begins anew.</param>
internal sealed class RestartBackoff(TimeSpan first, TimeSpan longest)
{
    private TimeSpan next = TimeSpan.Zero;

    /// <summary>The wait after a run of this length.</summary>
    public TimeSpan After(TimeSpan ran)
    {
        if (ran >= longest * 2)
            next = TimeSpan.Zero;
        var wait = next;
        next = wait == TimeSpan.Zero ? first : TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, longest.Ticks));
        return wait;
    }
}
