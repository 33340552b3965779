using System.Globalization;
using System.IO.Compression;
using System.Reflection;

namespace Slipway.Simulator.Workloads;

/// <summary>Reads a trace of requests to language models (Traces/README.md). Times at a replica follow from the numbers of tokens.</summary>
internal static class TraceReader
{
    private const double SecondsPerRequest = 0.05;

    private const double SecondsPerContextToken = 0.00005;

    private const double SecondsPerGeneratedToken = 0.03;

    public static Workload Read(string name)
    {
        using var packed = Assembly.GetExecutingAssembly().GetManifestResourceStream($"azure-llm-2023-{name}.csv.gz")
            ?? throw new InvalidOperationException($"There is no trace {name}.");
        using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        reader.ReadLine(); // Names of the columns.
        var rows = new List<(DateTime At, double Seconds)>();
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var cells = line.Split(',');
            rows.Add((
                DateTime.Parse(cells[0], CultureInfo.InvariantCulture),
                SecondsPerRequest + (SecondsPerContextToken * Number(cells[1])) + (SecondsPerGeneratedToken * Number(cells[2]))));
        }

        rows.Sort((one, other) => one.At.CompareTo(other.At));
        var first = rows[0].At;
        double[] arrivals = [.. rows.Select(row => (row.At - first).TotalSeconds)];
        return new Workload($"trace {name}", 0, Math.Ceiling(arrivals[^1]), arrivals, [.. rows.Select(row => row.Seconds)]);
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
