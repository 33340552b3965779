using Slipway.Simulator.Engine;

namespace Slipway.Simulator.Policies;

/// <summary>
/// Kubernetes's HorizontalPodAutoscaler as documented: every 15 s, replicas × metric / target with a tolerance of 10 %, the largest
/// recommendation of the last 300 s downwards, at most double or 4 more per 15 s upwards, never zero. On concurrency it is an external metric
/// of what is in flight and waiting; on utilisation it is the part of slots in use, which cannot exceed 1.
/// </summary>
internal sealed class HpaScaler(int concurrency, bool onUtilisation) : IScaler
{
    private const double Tolerance = 0.1;

    private const int SyncSeconds = 15;

    private readonly MaxWindow stabilization = new(300);

    // Metrics are scraped, averaged and fetched: about 30 s of them.
    private readonly BucketWindow metric = new(30);
    private int wanted = -1;

    public string Name => onUtilisation ? "HPA utilisation" : "HPA concurrency";

    public int Decide(SimulationView view)
    {
        metric.Add(onUtilisation ? view.Busy : view.Concurrency);
        if (wanted < 0)
            wanted = Math.Max(1, view.Fleet.Target);
        if ((int)view.Now % SyncSeconds != 0)
            return wanted;
        var recommended = Math.Max(stabilization.Add(view.Now, Recommend(view)), 1);
        return wanted = Math.Min(recommended, Math.Max(wanted * 2, wanted + 4));
    }

    private int Recommend(SimulationView view)
    {
        var perReplica = 0.7 * concurrency;
        if (!onUtilisation)
        {
            var ratio = metric.Mean / (perReplica * wanted);
            return Math.Abs(ratio - 1) <= Tolerance ? wanted : (int)Math.Ceiling(metric.Mean / perReplica);
        }

        // Pods that are not ready count as idle when that would scale up, and then hold it back.
        var ready = Math.Max(1, view.Fleet.Ready);
        var use = metric.Mean / (ready * perReplica);
        if (Math.Abs(use - 1) <= Tolerance)
            return wanted;
        if (use < 1)
            return (int)Math.Ceiling(use * ready);
        var tempered = metric.Mean / (wanted * perReplica);
        return tempered <= 1 + Tolerance ? wanted : (int)Math.Ceiling(tempered * wanted);
    }
}
