namespace Slipway.Runtime.Serving.Batching;

/// <summary>What a <see cref="Capacity"/> was found from.</summary>
public enum CapacitySource
{
    /// <summary>Warm-up; it stays so.</summary>
    Measured,

    /// <summary>Warm-up with rows that were made up, or nothing yet: requests may teach another.</summary>
    Provisional,

    /// <summary>Requests; later ones may teach another.</summary>
    Learned,
}
