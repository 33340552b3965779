using System.Globalization;

namespace Slipway.Benchmarks.Operator;

/// <summary>What the kernel says of a process.</summary>
internal static class ProcessMeter
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time so far, user and system.</summary>
    public static double CpuSeconds(int process)
    {
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    }

    public static double PeakMegabytes(int process) => Megabytes(process, "VmHWM:");

    public static double ResidentMegabytes(int process) => Megabytes(process, "VmRSS:");

    private static double Megabytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(candidate => candidate.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }
}
