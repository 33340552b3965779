using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>How much, how fast and how long.</summary>
internal sealed record SoakOptions
{
    public int Objects { get; init; } = 5_000;

    public int ChangesPerSecond { get; init; } = 200;

    public int Seconds { get; init; } = 300;

    public static bool TryParse(string[] arguments, out SoakOptions options, [NotNullWhen(false)] out string? error)
    {
        options = new SoakOptions();
        error = arguments.Length % 2 == 0 ? null : $"no value for {arguments[^1]}";
        for (var index = 0; index + 1 < arguments.Length && error is null; index += 2)
        {
            var isNumber = int.TryParse(arguments[index + 1], CultureInfo.InvariantCulture, out var number) && number > 0;
            options = (arguments[index], isNumber) switch
            {
                ("--objects", true) => options with { Objects = number },
                ("--rate", true) => options with { ChangesPerSecond = number },
                ("--seconds", true) => options with { Seconds = number },
                _ => options,
            };
            if (!isNumber || arguments[index] is not ("--objects" or "--rate" or "--seconds"))
                error = $"unknown: {arguments[index]} {arguments[index + 1]}";
        }

        return error is null;
    }
}
