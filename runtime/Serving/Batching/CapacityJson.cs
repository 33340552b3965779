using System.Text.Json.Serialization;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>JSON of what is kept between starts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CapacityRecord))]
internal sealed partial class CapacityJson : JsonSerializerContext;
