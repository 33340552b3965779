using System.Text.Json.Serialization;

namespace Slipway.Planning.Runtime;

/// <summary>What a runtime knows its capacity from.</summary>
[JsonConverter(typeof(KnownNameConverter<CapacitySource>))]
public enum CapacitySource
{
    /// <summary>A source that this operator does not know, or an older runtime that does not say.</summary>
    Unknown,

    /// <summary>Warm-up; it stays so.</summary>
    Measured,

    /// <summary>Warm-up with made-up rows, or nothing yet: requests may teach another.</summary>
    Provisional,

    /// <summary>Requests; later ones may teach another.</summary>
    Learned,
}
