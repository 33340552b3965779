namespace Slipway.Simulator.Engine;

/// <summary>Where a replica is in its life.</summary>
internal enum PodPhase
{
    Pending,
    Starting,
    Ready,

    /// <summary>Takes no new requests; gone when those in flight are done.</summary>
    Draining,
    Gone,
}
