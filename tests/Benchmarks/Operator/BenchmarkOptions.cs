using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slipway.Benchmarks.Operator;

/// <summary>What is measured.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Numbers of Deployments. Default 100, 1,000 and 5,000.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [100, 1_000, 5_000];

    /// <summary>Runs of each controller at each size, one after the other in turn. Default 3.</summary>
    public int Rounds { get; init; } = 3;

    public static bool TryParse(string[] arguments, out BenchmarkOptions options, [NotNullWhen(false)] out string? error)
    {
        options = new BenchmarkOptions();
        error = null;
        for (var index = 0; index + 1 < arguments.Length; index += 2)
        {
            var text = arguments[index + 1];
            switch (arguments[index])
            {
                case "--sizes" when text.Split(',').All(part => int.TryParse(part, CultureInfo.InvariantCulture, out var size) && size > 0):
                    options = options with { Sizes = [.. text.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))] };
                    break;
                case "--rounds" when int.TryParse(text, CultureInfo.InvariantCulture, out var rounds) && rounds > 0:
                    options = options with { Rounds = rounds };
                    break;
                default:
                    error = $"unknown: {arguments[index]} {text}";
                    return false;
            }
        }
        error = arguments.Length % 2 == 0 ? null : $"no value for {arguments[^1]}";
        return error is null;
    }
}
