using System.Globalization;

namespace Slipway.Benchmarks.Runtime;

/// <summary>What the kernel says of a process and those it started.</summary>
internal static class ProcessMeter
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time so far, user and system.</summary>
    public static double CpuSeconds(int process) => Family(process).Sum(member =>
    {
        var fields = Fields(member);
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond;
    });

    /// <summary>Memory in use.</summary>
    public static double ResidentMegabytes(int process) => Family(process).Sum(member =>
    {
        var line = File.ReadLines($"/proc/{member}/status").First(candidate => candidate.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    });

    private static List<int> Family(int process)
    {
        var family = new List<int> { process };
        foreach (var directory in Directory.GetDirectories("/proc").Select(Path.GetFileName))
        {
            if (int.TryParse(directory, CultureInfo.InvariantCulture, out var other) && File.Exists($"/proc/{other}/stat")
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
