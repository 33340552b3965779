using System.Text.Json.Serialization;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Api;

/// <summary>Source-generated JSON of our own kinds.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(ModelDeployment))]
[JsonSerializable(typeof(EntityList<ModelDeployment>))]
public sealed partial class ApiJsonContext : JsonSerializerContext;
