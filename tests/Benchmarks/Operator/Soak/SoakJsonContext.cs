using System.Text.Json.Serialization;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>JSON of the soak's kind.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(SoakModel))]
[JsonSerializable(typeof(EntityList<SoakModel>))]
internal sealed partial class SoakJsonContext : JsonSerializerContext;
