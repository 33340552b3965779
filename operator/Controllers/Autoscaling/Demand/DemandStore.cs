using Slipway.Api.Demand;
using Slipway.Planning.Autoscaling.Demand;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Autoscaling.Demand;

/// <summary>What gateways have reported lately, for any thread.</summary>
internal sealed class DemandStore(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly DemandHistory history = new();
    private readonly Dictionary<string, GatewayMemory> gateways = new(StringComparer.Ordinal);

    /// <summary>Says that a gateway at this address ought to report.</summary>
    public void Expect(string address)
    {
        lock (gate)
        {
            history.Expect(address);
            gateways.TryAdd(address, new GatewayMemory(address));
        }
    }

    /// <summary>Says that the gateway at this address is gone.</summary>
    public void Forget(string address)
    {
        lock (gate)
        {
            history.Forget(address);
            gateways.Remove(address);
        }
    }

    /// <summary>Takes a line. Late lines of a gateway that is gone are left out.</summary>
    public void Take(string address, DemandReport report)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!gateways.TryGetValue(address, out var memory))
                return;
            history.Take(address, report, now);
            memory.Take(report, now);
        }
    }

    /// <summary>One version as all gateways together see it now.</summary>
    public DemandSample Sample(VersionKey version)
    {
        lock (gate)
            return history.Sample(version, time.GetUtcNow());
    }

    /// <summary>One model as each gateway sees it now, also those that do not report.</summary>
    public IReadOnlyList<GatewayView> Views(EntityKey model)
    {
        var now = time.GetUtcNow();
        lock (gate)
            return [.. gateways.Values.Select(gateway => gateway.View(model, now))];
    }
}
