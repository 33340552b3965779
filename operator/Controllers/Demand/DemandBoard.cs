using System.Collections.Concurrent;
using Slipway.Api.Demand;
using Slipway.Planning.Autoscaling.Demand;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Demand;

/// <summary>What every gateway reported last. A gateway that has been silent for five seconds is unknown, which is not zero.</summary>
internal sealed class DemandBoard(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, GatewayMemory> gateways = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private readonly DemandHistory history = new();

    /// <summary>A gateway exists, whether or not it reports.</summary>
    public GatewayMemory Gateway(string address)
    {
        lock (gate)
            history.Expect(address);
        return gateways.GetOrAdd(address, name => new GatewayMemory(name));
    }

    /// <summary>A gateway is gone.</summary>
    public void Forget(string address)
    {
        gateways.TryRemove(address, out _);
        lock (gate)
            history.Forget(address);
    }

    /// <summary>Takes a line. A late one of a gateway that is gone is left out.</summary>
    public void Take(string address, DemandReport report)
    {
        if (!gateways.TryGetValue(address, out var memory))
            return;
        memory.Note(report, time.GetTimestamp());
        lock (gate)
            history.Take(address, report, time.GetUtcNow());
    }

    /// <summary>One version as all gateways together see it now.</summary>
    public DemandSample Sample(VersionKey version)
    {
        lock (gate)
            return history.Sample(version, time.GetUtcNow());
    }

    /// <summary>All gateways as they see one model.</summary>
    public IReadOnlyList<GatewayView> Views(EntityKey model)
    {
        var now = time.GetTimestamp();
        return [.. gateways.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.View(model, now, silent => time.GetElapsedTime(silent, now) > DemandHistory.Patience))];
    }
}
