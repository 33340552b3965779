using System.Globalization;
using System.Text.Json.Serialization;

namespace Slipway.Kubernetes.Quantities;

/// <summary>A JSON value that is a number or a string, such as a port's number or name, or a percentage.</summary>
/// <param name="Value">The text; digits when <paramref name="IsNumber"/>.</param>
/// <param name="IsNumber">Whether it is written as a JSON number.</param>
[JsonConverter(typeof(IntOrStringConverter))]
public readonly record struct IntOrString(string Value, bool IsNumber)
{
    public static implicit operator IntOrString(int number) => FromInt32(number);

    public static implicit operator IntOrString(string text) => FromString(text);

    public static IntOrString FromInt32(int number) => new(number.ToString(CultureInfo.InvariantCulture), IsNumber: true);

    public static IntOrString FromString(string text) => new(text, IsNumber: false);

    public override string ToString() => Value;
}
