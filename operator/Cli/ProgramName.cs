namespace Slipway.Cli;

/// <summary>How people have called the program. As <c>kubectl-slipway</c> in the PATH, a link to it, it is a plugin: <c>kubectl slipway</c>.</summary>
internal static class ProgramName
{
    public const string Plain = "slipway";

    private const string Plugin = "kubectl-slipway";

    /// <summary>Of this process. The link's own name is only known to the operating system: .NET shows where it leads.</summary>
    public static string Current { get; } = Of(FirstArgument());

    /// <param name="called">The path by which a process was started; null: not known.</param>
    public static string Of(string? called) => Path.GetFileNameWithoutExtension(called) == Plugin ? "kubectl slipway" : Plain;

    private static string? FirstArgument()
    {
        const string Arguments = "/proc/self/cmdline";
        try
        {
            return File.Exists(Arguments) ? File.ReadAllText(Arguments).Split('\0')[0] : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null; // Only messages get the plain name.
        }
    }
}
