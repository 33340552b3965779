using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Tests.Generation;

[JsonConverter(typeof(JsonStringEnumConverter<WidgetColor>))]
public enum WidgetColor
{
    Red,

    [JsonStringEnumMemberName("deep-blue")]
    Blue,
}
