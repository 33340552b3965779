using System.Text.Json.Serialization;

namespace Slipway.Api.Demand;

/// <summary>Source-generated JSON of demand reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DemandReport))]
public sealed partial class DemandJsonContext : JsonSerializerContext;
