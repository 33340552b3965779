using Microsoft.AspNetCore.Http;

namespace Slipway.Gateway.Pools;

/// <summary>A replica as the pool knows it. All but the address is protected by the pool's lock.</summary>
internal sealed class PooledEndpoint(EndpointAddress address, DateTimeOffset since)
{
    private int unreached;

    // A model is asked at one path, mostly: addresses are costly to make. Not protected by the lock.
    private volatile KnownUri? known;

    public EndpointAddress Address { get; } = address;

    /// <summary>When it was first seen ready.</summary>
    public DateTimeOffset Since { get; } = since;

    public EndpointHealth Health { get; } = new();

    /// <summary>Until when it gets no request, because it could not be reached; null: it could, when it was last asked.</summary>
    public DateTimeOffset? RestsUntil { get; private set; }

    /// <summary>Requests that it works on.</summary>
    public int InFlight { get; set; }

    /// <summary>It is terminating or unready: no new requests.</summary>
    public bool IsLeaving { get; set; }

    /// <summary>The address of a request.</summary>
    /// <param name="target">One of the replica's base addresses.</param>
    /// <param name="path">What is asked.</param>
    /// <param name="query">Never remembered: it may be different each time.</param>
    public Uri UriOf(Uri target, string path, QueryString query)
    {
        if (query.HasValue)
            return new Uri(target, path + query);
        if (known is { } last && last.Target == target && last.Path == path)
            return last.Uri;
        var uri = new Uri(target, path);
        known = new KnownUri(target, path, uri);
        return uri;
    }

    /// <summary>A request has ended: one that could not reach it lets it rest, for 100 ms doubled up to 1 s; any answer ends that.</summary>
    public void Note(Outcome outcome, DateTimeOffset now)
    {
        if (outcome == Outcome.Unreachable)
            RestsUntil = now + TimeSpan.FromMilliseconds(Math.Min(1000, 100 << Math.Min(unreached++, 4)));
        else if (outcome is not (Outcome.Cancelled or Outcome.Broken))
            (RestsUntil, unreached) = (null, 0);
    }

    private sealed record KnownUri(Uri Target, string Path, Uri Uri);
}
