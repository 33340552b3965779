using Slipway.Planning.Autoscaling;
using Slipway.Simulator.Bounds;
using Slipway.Simulator.Engine;
using Slipway.Simulator.Policies;
using Slipway.Simulator.Workloads;

namespace Slipway.Simulator;

/// <summary>All policies on all workloads, for each start-up time.</summary>
internal static class Study
{
    /// <summary>What the operator's policy is called.</summary>
    public const string Ours = "Slipway";

    public static IReadOnlyList<double> StartUps { get; } = [20, 120, 300];

    // The price of a late second moves along the curve between few GPUs and few late answers; the default is in the middle.
    private static readonly (string Name, double Factor)[] Prices = [("Slipway, thrifty", 0.4), (Ours, 1), ("Slipway, cautious", 2.5)];

    public static List<Result> Run(IReadOnlyList<Workload> workloads, ScaleTuning tuning, bool withRivals)
    {
        var results = new List<Result>();
        foreach (var startUp in StartUps)
        {
            var options = new SimulationOptions { StartUpSeconds = startUp };
            foreach (var policy in withRivals ? Rivals(options).Concat(Own(options, tuning)).Append(() => new FirstSightScaler(options)) : Own(options, tuning))
                results.AddRange(workloads.Select(workload => Simulation.Run(workload, options, policy())));
        }

        return results;
    }

    /// <summary>Fewer GPUs than the loads would need at their peaks.</summary>
    public static List<Result> RunScarce(IReadOnlyList<Workload> workloads, ScaleTuning tuning)
    {
        var options = new SimulationOptions { StartUpSeconds = 120, Gpus = 10 };
        return
        [
            .. Rivals(options).Concat(Own(options, tuning).Skip(1).Take(1))
                .SelectMany(policy => workloads.Select(workload => Simulation.Run(workload, options, policy()))),
        ];
    }

    private static IEnumerable<Func<IScaler>> Rivals(SimulationOptions options)
    {
        foreach (var delay in new double[] { 0, 300, 600, 900 })
            yield return () => new KpaScaler(options.Concurrency, delay);
        yield return () => new HpaScaler(options.Concurrency, onUtilisation: false);
        yield return () => new HpaScaler(options.Concurrency, onUtilisation: true);
    }

    private static IEnumerable<Func<IScaler>> Own(SimulationOptions options, ScaleTuning tuning) =>
        Prices.Select(price => (Func<IScaler>)(() => new SlipwayScaler(price.Name, options, tuning with { LatePrice = tuning.LatePrice * price.Factor })));
}
