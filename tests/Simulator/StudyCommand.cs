using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Slipway.Planning.Autoscaling;
using Slipway.Simulator.Reporting;
using Slipway.Simulator.Workloads;

namespace Slipway.Simulator;

/// <summary><c>make simulate-autoscaler</c>: the study on the reporting half; <c>tune NAME=VALUE …</c>: other constants on the tuning half.</summary>
internal static class StudyCommand
{
    private const int Seeds = 2;

    public static int Run(string[] args, TextWriter output)
    {
        if (args is ["tune", ..])
            return Tune(args[1..], output);
        if (args.Length > 0)
        {
            output.WriteLine("usage: simulator            the study on the reporting half: table, SVG and JSON into artifacts/bench\n"
                + "       simulator tune NAME=VALUE …   the autoscaler alone with other constants, on the tuning half");
            return 2;
        }

        var clock = Stopwatch.StartNew();
        var workloads = WorkloadSet.Of(WorkloadHalf.Reporting, Seeds);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workloads.Count} workloads, {workloads.Sum(workload => workload.Arrivals.Length):N0} requests"));
        var study = Study.Run(workloads, ScaleTuning.Default, withRivals: true);
        var scarce = Study.RunScarce(workloads, ScaleTuning.Default);
        TextReport.Write(output, study, scarce);
        var folder = Path.Combine(RepositoryRoot(), "artifacts", "bench");
        Directory.CreateDirectory(folder);
        JsonReport.Write(Path.Combine(folder, "autoscaler.json"), study, scarce, workloads);
        File.WriteAllText(Path.Combine(folder, "autoscaler.svg"), ParetoPicture.Draw(study));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{clock.Elapsed.TotalSeconds:0} s; artifacts/bench/autoscaler.svg and .json"));
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

        TextReport.WriteRows(output, Study.Run(WorkloadSet.Of(WorkloadHalf.Tuning, Seeds), tuning, withRivals: settings.Length == 0));
        return 0;
    }

    private static string RepositoryRoot() => typeof(StudyCommand).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "RepositoryRoot").Value!;
}
