namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>What stands between a client and the server.</summary>
public sealed class Network
{
    /// <summary>Every request waits without an answer, and every watch is silent.</summary>
    public bool IsBlackHole { get; set; }

    /// <summary>The server cannot be reached; open watches break.</summary>
    public bool IsDown { get; set; }

    /// <summary>How long a request takes on its way, one way; null: no time at all.</summary>
    public Func<TimeSpan>? Latency { get; set; }

    /// <summary>Asked before each request with its verb; what it returns is thrown.</summary>
    public Func<string, Exception?>? Fault { get; set; }

    /// <summary>Kinds that may not be listed in a namespace: <c>ConfigMap/b</c>.</summary>
    public HashSet<string> Forbidden { get; } = [];

    /// <summary>Asked before each watch event is delivered: whether the watch breaks.</summary>
    public Func<bool>? Cuts { get; set; }

    /// <summary>Asked for each watch event: whether it is delivered twice.</summary>
    public Func<bool>? Repeats { get; set; }

    /// <summary>After each further watch event the first one is delivered once more.</summary>
    public bool RepeatsFirst { get; set; }

    /// <summary>Whether the server streams lists; false: it refuses to; null: it takes them for plain watches.</summary>
    public bool? StreamsLists { get; set; } = false;

    /// <summary>When watches end by themselves.</summary>
    public TimeSpan WatchTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between bookmarks.</summary>
    public TimeSpan BookmarkInterval { get; set; } = TimeSpan.FromMinutes(1);
}
