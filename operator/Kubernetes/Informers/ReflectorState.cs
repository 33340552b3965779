namespace Slipway.Kubernetes.Informers;

/// <summary>How a reflector fares, for metrics and health.</summary>
internal sealed class ReflectorState(TimeProvider clock)
{
    private long lastHeard = clock.GetTimestamp();

    /// <summary>Whether the first list has been read.</summary>
    public bool HasListed { get; private set; }

    /// <summary>Why the last try failed; null while it works.</summary>
    public string? LastError { get; private set; }

    /// <summary>Time since the server was last heard: a list, an event, a bookmark.</summary>
    public TimeSpan Staleness => clock.GetElapsedTime(Volatile.Read(ref lastHeard));

    public void Heard()
    {
        Volatile.Write(ref lastHeard, clock.GetTimestamp());
        LastError = null;
    }

    public void Listed()
    {
        HasListed = true;
        Heard();
    }

    public void Failed(string error) => LastError = error;
}
