namespace Slipway.Runtime.Server.Commands;

/// <summary>What can be known of arguments that are wrong.</summary>
internal static class CommandLineFacts
{
    private const string Name = "--termination-log";

    /// <summary>Where the termination message goes, in either form of writing the option; null when it is not given.</summary>
    public static string? TerminationLog(string[] arguments)
    {
        var joined = arguments.LastOrDefault(argument => argument.StartsWith($"{Name}=", StringComparison.Ordinal));
        if (joined is not null)
            return joined.Length > Name.Length + 1 ? joined[(Name.Length + 1)..] : null;
        var index = Array.LastIndexOf(arguments, Name);
        return index >= 0 && index + 1 < arguments.Length && arguments[index + 1].Length > 0 ? arguments[index + 1] : null;
    }
}
