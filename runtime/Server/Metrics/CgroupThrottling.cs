using System.Globalization;
using System.Runtime.InteropServices;

namespace Slipway.Runtime.Server.Metrics;

/// <summary>What the kernel held the container back for, from <c>cpu.stat</c> of the control group (version 2).</summary>
/// <param name="Periods">Periods that ran out.</param>
/// <param name="Seconds">Time held back, summed over threads.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CgroupThrottling(long Periods, double Seconds)
{
    private const string StatFile = "/sys/fs/cgroup/cpu.stat";

    /// <summary>Reads it; zeros where there is no such file or no limit.</summary>
    public static CgroupThrottling Read()
    {
        try
        {
            return Parse(File.ReadAllText(StatFile));
        }
        catch (IOException)
        {
            // Outside a container, or control groups of version 1: nothing is known to be throttled.
            return default;
        }
        catch (UnauthorizedAccessException)
        {
            return default;
        }
    }

    /// <summary>Reads the file's text.</summary>
    internal static CgroupThrottling Parse(string text)
    {
        var (periods, microseconds) = (0L, 0L);
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(' ') is not [var name, var number]
                || !long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) continue;
            if (name == "nr_throttled") periods = value;
            else if (name == "throttled_usec") microseconds = value;
        }

        return new CgroupThrottling(periods, microseconds / 1e6);
    }
}
