namespace Slipway.Gateway.Access;

/// <summary>Names of callers go into logs and metrics.</summary>
internal static class CallerName
{
    private const int Longest = 253;

    /// <summary>Whether a name may be taken: not empty, at most 253 characters, none that could break a line.</summary>
    public static bool IsUsable(string? name) => name is { Length: > 0 and <= Longest } && !name.Any(char.IsControl);
}
