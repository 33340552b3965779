namespace Slipway.Gateway.Pools;

/// <summary>A replica as the pool knows it. All but the address is protected by the pool's lock.</summary>
internal sealed class PooledEndpoint(EndpointAddress address, DateTimeOffset since)
{
    public EndpointAddress Address { get; } = address;

    /// <summary>When it was first seen ready.</summary>
    public DateTimeOffset Since { get; } = since;

    public EndpointHealth Health { get; } = new();

    /// <summary>Requests that it works on.</summary>
    public int InFlight { get; set; }

    /// <summary>It is terminating or unready: no new requests.</summary>
    public bool IsLeaving { get; set; }
}
