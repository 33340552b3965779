using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Quantities;

/// <summary>
/// An amount of a resource as Kubernetes writes it: <c>500m</c>, <c>2</c>, <c>4Gi</c>, <c>1e3</c>. The text is kept as
/// given; equality is by text, <see cref="ToDecimal"/> compares amounts.
/// </summary>
/// <param name="Value">The text.</param>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/</remarks>
[JsonConverter(typeof(ResourceQuantityConverter))]
public readonly record struct ResourceQuantity(string Value)
{
    public static implicit operator ResourceQuantity(string text) => new(text);

    /// <summary>The amount in base units (cores, bytes, pieces).</summary>
    /// <exception cref="FormatException">The text is not a quantity.</exception>
    public decimal ToDecimal() =>
        QuantityParser.TryParse(Value, out var amount) ? amount : throw new FormatException($"'{Value}' is not a quantity.");

    /// <summary>Whether both texts mean the same amount, as <c>1000m</c> and <c>1</c> do.</summary>
    public bool IsSameAmountAs(ResourceQuantity other) =>
        string.Equals(Value, other.Value, StringComparison.Ordinal)
        || (QuantityParser.TryParse(Value, out var mine) && QuantityParser.TryParse(other.Value, out var theirs) && mine == theirs);

    public override string ToString() => Value;
}
