using System.Diagnostics;
using System.Globalization;
using Slipway.Planning.Autoscaling;
using Slipway.Simulator.Reporting;
using Slipway.Simulator.Workloads;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Benchmarks;

namespace Slipway.Simulator;

/// <summary><c>make simulate-autoscaler</c>: the study on the reporting half; <c>tune NAME=VALUE …</c>: other constants on the tuning half.</summary>
internal static class StudyCommand
{
    private const int TunedSeeds = 2;

    private const int ReportedSeeds = 8;

    public static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is ["tune", ..])
            return Tune(args[1..], output);
        if (args.Length > 0)
        {
            await output.WriteLineAsync("usage: simulator            the study on the reporting half: table, SVG and JSON into artifacts/bench\n"
                + "       simulator tune NAME=VALUE …   the autoscaler alone with other constants, on the tuning half");
            return 2;
        }

        var clock = Stopwatch.StartNew();
        var workloads = WorkloadSet.Of(WorkloadHalf.Reporting, ReportedSeeds);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{workloads.Count} workloads, {workloads.Sum(workload => workload.Arrivals.Length):N0} requests"));
        var study = Study.Run(workloads, ScaleTuning.Default, withRivals: true);
        var scarce = Study.RunScarce(workloads, ScaleTuning.Default);
        TextReport.Write(output, study, scarce);
        var report = new BenchmarkReport("autoscaler");
        Figures.Add(report, study, "");
        Figures.Add(report, scarce, "ten GPUs, ");
        Goals.Judge(Summary.Of(study), report);
        await report.WriteAsync();
        await File.WriteAllTextAsync(Path.Join(RepositoryPaths.Root, "artifacts/bench/autoscaler.svg"), ParetoPicture.Draw(study));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"artifacts/bench/autoscaler.svg, {clock.Elapsed.TotalSeconds:0} s"));
        return 0;
    }

    private static int Tune(string[] settings, TextWriter output)
    {
        var tuning = ScaleTuning.Default with { };
        foreach (var setting in settings)
        {
            if (setting.Split('=') is not [var name, var text] || typeof(ScaleTuning).GetProperty(name) is not { } property)
            {
                output.WriteLine($"{setting}: not NAME=VALUE with a NAME of ScaleTuning");
                return 2;
            }

            property.SetValue(tuning, Convert.ChangeType(text, property.PropertyType, CultureInfo.InvariantCulture));
        }

        TextReport.WriteRows(output, Study.Run(WorkloadSet.Of(WorkloadHalf.Tuning, TunedSeeds), tuning, withRivals: settings.Length == 0));
        return 0;
    }
}
