using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Quantities;

/// <summary>A point in time that is written with exactly six fractional digits, as Leases and events demand.</summary>
/// <param name="Value">The time; sub-microseconds are cut off when written.</param>
[JsonConverter(typeof(MicroTimeConverter))]
public readonly record struct MicroTime(DateTimeOffset Value)
{
    public static implicit operator MicroTime(DateTimeOffset value) => new(value);

    public static MicroTime FromDateTimeOffset(DateTimeOffset value) => new(value);
}
