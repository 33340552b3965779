using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slipway.Benchmarks.Runtime;

/// <summary>What is measured.</summary>
internal sealed record BenchmarkOptions
{
    /// <summary>Default: all.</summary>
    public IReadOnlyList<string> Models { get; init; } = BenchmarkModels.Names;

    /// <summary>Requests at once. Default 1, 8, 32 and 128.</summary>
    public IReadOnlyList<int> Concurrency { get; init; } = [1, 8, 32, 128];

    /// <summary>Length of each measurement. Default 0.5 s.</summary>
    public double Seconds { get; init; } = 0.5;

    /// <summary>Measurements of each kind, one after the other in turn; medians count. Default 9.</summary>
    public int Rounds { get; init; } = 9;

    public static bool TryParse(string[] arguments, out BenchmarkOptions options, [NotNullWhen(false)] out string? error)
    {
        options = new BenchmarkOptions();
        error = arguments.Length % 2 == 0 ? null : $"no value for {arguments[^1]}";
        for (var index = 0; index + 1 < arguments.Length; index += 2)
        {
            var words = arguments[index + 1].Split(',', StringSplitOptions.RemoveEmptyEntries);
            switch (arguments[index])
            {
                case "--models" when words.Length > 0 && words.All(BenchmarkModels.Names.Contains):
                    options = options with { Models = words };
                    break;
                case "--concurrency" when words.Length > 0 && words.All(word => Number(word) is > 0 and <= 1024):
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
