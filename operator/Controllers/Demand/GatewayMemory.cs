using Slipway.Api.Demand;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Demand;

/// <summary>What one gateway has reported: of each model the latest, and what it was some seconds ago.</summary>
internal sealed class GatewayMemory(string address)
{
    /// <summary>How long ago, in the gateway's own seconds, the earlier report of <see cref="GatewayView.Before"/> should be.</summary>
    private const double WindowSeconds = 5;

    private readonly Lock gate = new();
    private readonly Dictionary<EntityKey, List<(double Uptime, ModelDemand Demand)>> models = [];
    private string gateway = address;
    private double uptime;
    private long? heardAt;

    /// <summary>A stream begins: its first line has everything.</summary>
    public void Reset()
    {
        lock (gate)
        {
            models.Clear();
            heardAt = null;
        }
    }

    /// <summary>Takes a line.</summary>
    public void Note(DemandReport report, long at)
    {
        lock (gate)
        {
            (gateway, uptime, heardAt) = (report.Gateway, report.UptimeSeconds, at);
            foreach (var demand in report.Models)
            {
                var key = new EntityKey(demand.Namespace, demand.Name);
                if (!models.TryGetValue(key, out var history))
                    models[key] = history = [];
                history.Add((report.UptimeSeconds, demand));
                // One older than the window stays, to compare with.
                while (history.Count > 2 && history[1].Uptime <= report.UptimeSeconds - WindowSeconds)
                    history.RemoveAt(0);
            }
        }
    }

    public GatewayView View(EntityKey model, long now, Func<long, bool> isSilent)
    {
        lock (gate)
        {
            if (heardAt is not { } heard || heard > now || isSilent(heard) || !models.TryGetValue(model, out var history))
                return new GatewayView(gateway, uptime, null);
            return new GatewayView(gateway, uptime, history[^1].Demand, Earlier(history));
        }
    }

    // Lines name only models that have changed: of one that is idle, the latest report is the earlier one as well.
    private ModelDemand? Earlier(List<(double Uptime, ModelDemand Demand)> history)
    {
        var last = history.FindLastIndex(entry => entry.Uptime <= uptime - WindowSeconds);
        return last >= 0 ? history[last].Demand : history.Count > 1 ? history[0].Demand : null;
    }
}
