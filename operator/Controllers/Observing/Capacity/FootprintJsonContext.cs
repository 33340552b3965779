using System.Text.Json.Serialization;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Controllers.Observing.Capacity;

/// <summary>Source-generated JSON of footprints.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(PodFootprint))]
[JsonSerializable(typeof(EntityList<PodFootprint>))]
internal sealed partial class FootprintJsonContext : JsonSerializerContext;
