using System.Text.Json.Serialization;

namespace Slipway.Local;

/// <summary>JSON of values without a type of their own.</summary>
[JsonSerializable(typeof(JsonNode))]
internal sealed partial class LocalJsonContext : JsonSerializerContext;
