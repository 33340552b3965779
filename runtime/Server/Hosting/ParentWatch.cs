using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>
/// Ends the process at once when whoever started it is gone, however that came. The parent holds the other end of standard input
/// and never writes: its end is the end of the file, on every system. On Linux the kernel is asked as well, for a process that cannot look.
/// </summary>
internal static partial class ParentWatch
{
    private const int SetParentDeathSignal = 1;
    private const int Kill = 9;

    /// <summary>Begins to watch. On Linux the thread that started this process has to live as long as its process does.</summary>
    public static void Start()
    {
        if (OperatingSystem.IsLinux())
            _ = prctl(SetParentDeathSignal, Kill, 0, 0, 0);
        new Thread(Watch) { IsBackground = true, Name = "parent" }.Start();
    }

    private static void Watch()
    {
        using var input = Console.OpenStandardInput();
        Span<byte> ignored = stackalloc byte[64];
        try
        {
            while (input.Read(ignored) > 0)
            {
                // Nobody has anything to say here; only the end counts.
            }
        }
        catch (IOException)
        {
            // A broken pipe says the same.
        }

        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int prctl(int option, nuint first, nuint second, nuint third, nuint fourth);
}
