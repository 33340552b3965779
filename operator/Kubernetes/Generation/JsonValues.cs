using System.Text.Json.Nodes;

namespace Slipway.Kubernetes.Generation;

/// <summary>Makes JSON nodes from the values that attributes hold.</summary>
internal static class JsonValues
{
    public static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode)value)]);

    /// <summary>Whole numbers without a fraction, as schemas of integers are written.</summary>
    public static JsonNode Number(double value) =>
        double.IsInteger(value) && Math.Abs(value) < 1L << 53 ? JsonValue.Create((long)value) : JsonValue.Create(value);
}
