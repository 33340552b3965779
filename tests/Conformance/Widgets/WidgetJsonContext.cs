using System.Text.Json.Serialization;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Conformance.Widgets;

/// <summary>JSON of widgets.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(Widget))]
[JsonSerializable(typeof(EntityList<Widget>))]
public sealed partial class WidgetJsonContext : JsonSerializerContext;
