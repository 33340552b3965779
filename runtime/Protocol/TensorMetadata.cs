using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Slipway.Runtime.Protocol;

/// <summary>An input or output in model metadata, and what requests are checked against.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Datatype">The type of its elements.</param>
/// <param name="Shape">Its dimensions, the batch included; -1 is dynamic.</param>
public sealed record TensorMetadata(
    string Name,
    [property: JsonConverter(typeof(WireDatatypeConverter))] WireDatatype Datatype,
    ImmutableArray<long> Shape);
