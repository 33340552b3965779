using System.Globalization;

namespace Slipway.Benchmarks.Shared;

/// <summary>What the kernel says of a process and those it started.</summary>
public static class ProcessMeter
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time so far, user and system, in seconds.</summary>
    public static double CpuSeconds(int process) => Family(process).Sum(member => Fields(member) is { Length: > 12 } fields
        ? (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond
        : 0);

    /// <summary>Memory in use, in MiB; what several of them share counts for each.</summary>
    public static double ResidentMegabytes(int process) => Family(process).Sum(member => Megabytes(member, "VmRSS:"));

    /// <summary>The most memory that was ever in use, in MiB.</summary>
    public static double PeakMegabytes(int process) => Family(process).Sum(member => Megabytes(member, "VmHWM:"));

    private static double Megabytes(int process, string field)
    {
        var line = File.ReadLines($"/proc/{process}/status").First(candidate => candidate.StartsWith(field, StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    private static List<int> Family(int process)
    {
        var family = new List<int> { process };
        foreach (var directory in Directory.GetDirectories("/proc").Select(Path.GetFileName))
        {
            if (int.TryParse(directory, CultureInfo.InvariantCulture, out var other)
                && Fields(other) is { Length: > 1 } fields && fields[1] == process.ToString(CultureInfo.InvariantCulture))
                family.Add(other);
        }

        return family;
    }

    private static string[] Fields(int process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            // It ended meanwhile.
            return [];
        }
    }
}
