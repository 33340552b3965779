using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Slipway.Tests.Support.Benchmarks;

/// <summary>What a <c>make bench-…</c> came to: <c>artifacts/bench/NAME.json</c>, and its goals as a table.</summary>
/// <param name="name">Of the benchmark and its file.</param>
public sealed class BenchmarkReport(string name)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly List<(string Metric, double Value, string Op, double Goal)> goals = [];
    private readonly JsonObject figures = [];

    /// <summary>A figure that someone asked for.</summary>
    /// <param name="metric">What it is, in words.</param>
    /// <param name="value">What was measured; not a number: it could not be.</param>
    /// <param name="op"><c>&lt;=</c> or <c>&gt;=</c>.</param>
    /// <param name="goal">The bound.</param>
    public void Goal(string metric, double value, string op, double goal) => goals.Add((metric, value, op, goal));

    /// <summary>A figure without a bound.</summary>
    public void Figure(string key, double value) => figures[key] = double.IsFinite(value) ? Math.Round(value, 4) : null;

    /// <summary>Writes the file and prints the goals. A goal that is missed is a fact, not a failure of the run.</summary>
    public async Task WriteAsync()
    {
        var rows = goals.Select(goal => (JsonNode)new JsonObject
        {
            ["metric"] = goal.Metric,
            ["value"] = double.IsFinite(goal.Value) ? Math.Round(goal.Value, 4) : null,
            ["op"] = goal.Op,
            ["goal"] = goal.Goal,
        });
        var document = new JsonObject { ["name"] = name, ["commit"] = Commit(), ["goals"] = new JsonArray([.. rows]), ["figures"] = figures };
        var path = Path.Join(Directory.CreateDirectory(Path.Join(RepositoryPaths.Root, "artifacts/bench")).FullName, $"{name}.json");
        await File.WriteAllTextAsync(path, document.ToJsonString(Indented) + "\n");

        Console.WriteLine();
        Console.WriteLine("| goal | measured | bound | |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var (metric, value, op, goal) in goals)
        {
            var met = op == "<=" ? value <= goal : value >= goal;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {metric} | {value:0.###} | {op} {goal:0.###} | {(met ? "met" : "missed")} |"));
        }
        Console.WriteLine($"\nartifacts/bench/{name}.json");
    }

    private static string Commit()
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", RepositoryPaths.Root, "rev-parse", "--short=12", "HEAD"]) { RedirectStandardOutput = true, UseShellExecute = false });
        return git?.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
    }
}
