using Slipway.Api.Demand;
using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Demand;

/// <summary>Makes the lines of one reader's stream: all models first, then those that changed.</summary>
internal sealed class DemandReporter(string gateway, RouteTable table, GatewayClock clock)
{
    private readonly Dictionary<EntityKey, (ModelRoute Route, long Stamp)> told = [];
    private long sequence;

    public DemandReport Next()
    {
        var models = new List<ModelDemand>();
        foreach (var (key, route) in table.Current)
        {
            var snapshots = route.Pools.Select(pool => pool.Snapshot()).ToList();
            var stamp = snapshots.Sum(snapshot => snapshot.Stamp);
            var isQuiet = snapshots.TrueForAll(snapshot => snapshot.Demand is { InFlight: 0, Queued: 0 });
            if (isQuiet && told.TryGetValue(key, out var last) && last.Route == route && last.Stamp == stamp)
                continue;
            told[key] = (route, stamp);
            models.Add(new ModelDemand
            {
                Namespace = key.Namespace,
                Name = key.Name,
                Traffic = [.. route.Shares.Select(share => new RoutedShare(share.Pool.Revision, share.Weight))],
                Versions = [.. snapshots.Select(snapshot => snapshot.Demand)],
            });
        }
        return new DemandReport { Gateway = gateway, Sequence = ++sequence, UptimeSeconds = clock.UptimeSeconds, Models = models };
    }
}
