using System.Globalization;

namespace Slipway.Gateway.Shadowing;

/// <summary>When two numbers count as equal: |a − b| ≤ absolute + relative·|a|, with a the serving version's.</summary>
internal sealed record Tolerance(double Absolute, double Relative)
{
    /// <summary>Only what is the same.</summary>
    public static Tolerance Exact { get; } = new(0, 0);

    /// <summary>From decimal numbers; a text that is none allows nothing.</summary>
    public static Tolerance Of(string absolute, string? relative) => new(Read(absolute), Read(relative));

    /// <summary>Whether a difference is too large; one without bound always is.</summary>
    public bool Forbids(double difference, double serving) =>
        difference > 0 && (double.IsPositiveInfinity(difference) || difference > Absolute + (Relative * Math.Abs(serving)));

    private static double Read(string? text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
