namespace Slipway.Gateway.Pools;

/// <summary>How a request asks for a replica.</summary>
internal readonly record struct Entry
{
    /// <summary>Until when it may wait.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Size of its body, as far as it is known.</summary>
    public long BodyBytes { get; init; }

    /// <summary>Whether it is work: it counts, waits, and wakes a version that has no replica. Probes and metadata do not.</summary>
    public bool IsDemand { get; init; }

    /// <summary>Whether it asks for this version by name, and so never goes elsewhere when the traffic does.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether it is a copy of a request: it takes room that is free, and neither counts, waits, nor wakes.</summary>
    public bool IsCopy { get; init; }

    /// <summary>The replica that failed it before; null: this is its first try.</summary>
    public PooledEndpoint? Avoid { get; init; }
}
