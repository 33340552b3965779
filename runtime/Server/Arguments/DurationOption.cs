using System.CommandLine;
using System.CommandLine.Parsing;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>Options whose value is a duration as Go writes it.</summary>
internal static class DurationOption
{
    /// <summary>Makes one; its description gets the default.</summary>
    public static Option<TimeSpan> Create(string name, string standard, string description) => new(name)
    {
        Description = $"{description} Default: {standard}.",
        DefaultValueFactory = result => Parse(result, name, standard),
        CustomParser = result => Parse(result, name, standard),
    };

    private static TimeSpan Parse(ArgumentResult result, string name, string standard)
    {
        var text = result.Tokens.Count == 0 ? standard : result.Tokens[0].Value;
        if (!GoDuration.TryParse(text, out var duration))
            result.AddError($"{name} must be a duration such as 500ms, 10s or 5m, not '{text}'.");
        return duration;
    }
}
