using System.Diagnostics;
using System.Globalization;
using Slipway.Planning.Autoscaling;
using Slipway.Simulator.Engine;
using Slipway.Simulator.Policies;
using Slipway.Simulator.Workloads;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var half = args.Contains("--tuning") ? WorkloadHalf.Tuning : WorkloadHalf.Reporting;
var clock = Stopwatch.StartNew();
var set = WorkloadSet.Of(half, 2);
Console.WriteLine($"{set.Count} workloads {set.Sum(w => w.Arrivals.Length):N0} requests, {clock.Elapsed.TotalSeconds:0.0} s");
var tuning = ScaleTuning.Default;
foreach (var arg in args.Where(a => a.Contains('=')))
{
    var (key, value) = (arg.Split('=')[0], double.Parse(arg.Split('=')[1]));
    var property = typeof(ScaleTuning).GetProperty(key)!;
    property.SetValue(tuning, property.PropertyType == typeof(bool) ? value > 0 : value);
}
var onlyOurs = args.Contains("--ours");
foreach (var startUp in new[] { 20.0, 120, 300 })
{
    var options = new SimulationOptions { StartUpSeconds = startUp };
    List<Func<IScaler>> scalers = onlyOurs ? [] :
    [
        () => new KpaScaler(4, 0), () => new KpaScaler(4, 300), () => new KpaScaler(4, 600), () => new KpaScaler(4, 900),
        () => new HpaScaler(4, false), () => new HpaScaler(4, true),
    ];
    scalers.Add(() => new SlipwayScaler("Slipway", options, tuning));
    foreach (var make in scalers)
    {
        var results = set.Select(workload => Simulation.Run(workload, options, make())).ToList();
        Console.WriteLine($"{startUp,4} {results[0].Policy,-18} {results.Average(r => r.LatePercent),6:0.00} % {results.Average(r => r.ReplicaHours),7:0.0} h   "
            + string.Join(" ", results.GroupBy(r => r.Workload).Select(g => $"{g.Key.Replace("trace ", "")} {g.Average(r => r.LatePercent):0.0}/{g.Average(r => r.ReplicaHours):0}")) + $"  {clock.Elapsed.TotalSeconds:0}");
    }
}
