using System.Runtime.InteropServices;

namespace Slipway.Runtime.Server.Termination;

/// <summary>
/// Ends the process without running native exit handlers. A load or a run that cannot be interrupted may still be at work in a
/// thread of its own; ONNX Runtime's exit handlers would take its environment away from under it (exit code 139).
/// </summary>
internal static partial class ProcessEnd
{
    /// <summary>Ends the process; logs must have been written.</summary>
    /// <returns>The exit code, where the system has no such call.</returns>
    public static int With(int exitCode)
    {
        Console.Out.Flush();
        Console.Error.Flush();
        if (!OperatingSystem.IsWindows())
            Exit(exitCode);
        return exitCode;
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Exit(int exitCode);
}
