using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Slipway.Benchmarks.Gateway.Backends;

namespace Slipway.Benchmarks.Gateway;

/// <summary>What is measured.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Who answers. Default: both.</summary>
    public IReadOnlyList<string> Backends { get; init; } = Backend.Names;

    /// <summary>Requests at once. Default 1, 32 and 256.</summary>
    public IReadOnlyList<int> Concurrency { get; init; } = [1, 32, 256];

    /// <summary>Length of each measurement. Default 4 s.</summary>
    public double Seconds { get; init; } = 4;

    /// <summary>Measurements of each kind, one after the other in turn; medians count. Default 3.</summary>
    public int Rounds { get; init; } = 3;

    public static bool TryParse(string[] arguments, out BenchmarkOptions options, [NotNullWhen(false)] out string? error)
    {
        options = new BenchmarkOptions();
        error = arguments.Length % 2 == 0 ? null : $"no value for {arguments[^1]}";
        for (var index = 0; index + 1 < arguments.Length; index += 2)
        {
            var words = arguments[index + 1].Split(',');
            switch (arguments[index])
            {
                case "--backends" when words.All(Backend.Names.Contains):
                    options = options with { Backends = words };
                    break;
                case "--concurrency" when words.All(word => Number(word) is >= 1 and <= 512):
                    options = options with { Concurrency = [.. words.Select(word => (int)Number(word))] };
                    break;
                case "--seconds" when Number(words[0]) is > 0 and <= 60 and var seconds:
                    options = options with { Seconds = seconds };
                    break;
                case "--rounds" when Number(words[0]) is >= 1 and <= 20 and var rounds:
                    options = options with { Rounds = (int)rounds };
                    break;
                default:
                    error = $"unknown: {arguments[index]} {arguments[index + 1]}";
                    return false;
            }
        }
        return error is null;
    }

    private static double Number(string word) => double.TryParse(word, CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
}
