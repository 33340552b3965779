namespace Slipway.Gateway.Pools;

/// <summary>
/// Passive health of one replica: out after 3 broken requests in a row, or when half of at least 10 in 10 s were; for 10 s,
/// doubled each time up to 300 s; then one request at a time until one is answered. Not thread-safe: the pool's lock protects it.
/// </summary>
internal sealed class EndpointHealth
{
    private const int ConsecutiveLimit = 3;

    private const int WindowMinimum = 10;

    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan FirstEjection = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestEjection = TimeSpan.FromSeconds(300);

    private DateTimeOffset windowBegan;
    private int answeredInWindow;
    private int brokenInWindow;
    private int consecutive;
    private int ejections;
    private DateTimeOffset? ejectedUntil;
    private bool isProbing;

    /// <summary>Until when it is out; null: it is in.</summary>
    public DateTimeOffset? EjectedUntil => ejectedUntil;

    public bool IsEjected => ejectedUntil is not null;

    /// <summary>Whether a request may be sent: it is in, or its time is over and no other request tries it.</summary>
    public bool Admits(DateTimeOffset now) => ejectedUntil is not { } until || (until <= now && !isProbing);

    /// <summary>A request is being sent.</summary>
    public void Begin()
    {
        if (IsEjected)
            isProbing = true;
    }

    /// <summary>A request has ended. <paramref name="mayEject"/>: enough others remain.</summary>
    public void End(Outcome outcome, DateTimeOffset now, Func<bool> mayEject)
    {
        var wasProbe = isProbing;
        isProbing = false;
        if (outcome is Outcome.Cancelled or Outcome.NotAdmitted)
            return;
        if (now - windowBegan > Window)
            (windowBegan, answeredInWindow, brokenInWindow) = (now, 0, 0);
        if (outcome is not (Outcome.Broken or Outcome.Unreachable))
        {
            answeredInWindow++;
            consecutive = 0;
            if (wasProbe)
                (ejectedUntil, ejections) = (null, 0);
            return;
        }
        brokenInWindow++;
        consecutive++;
        var isBad = consecutive >= ConsecutiveLimit
            || (brokenInWindow + answeredInWindow >= WindowMinimum && brokenInWindow >= answeredInWindow);
        if (wasProbe || (isBad && !IsEjected && mayEject()))
            Eject(now);
    }

    private void Eject(DateTimeOffset now)
    {
        var duration = FirstEjection * Math.Pow(2, Math.Min(ejections, 10));
        ejectedUntil = now + (duration < LongestEjection ? duration : LongestEjection);
        ejections++;
        (consecutive, answeredInWindow, brokenInWindow) = (0, 0, 0);
    }
}
