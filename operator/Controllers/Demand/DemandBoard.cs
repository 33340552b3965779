using System.Collections.Concurrent;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Demand;

/// <summary>What every gateway reported last. A gateway that has been silent for five seconds is unknown, which is not zero.</summary>
internal sealed class DemandBoard(TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, GatewayMemory> gateways = new(StringComparer.Ordinal);

    /// <summary>A gateway exists, whether or not it reports.</summary>
    public GatewayMemory Gateway(string address) => gateways.GetOrAdd(address, name => new GatewayMemory(name));

    /// <summary>A gateway is gone.</summary>
    public void Forget(string address) => gateways.TryRemove(address, out _);

    /// <summary>All gateways as they see one model.</summary>
    public IReadOnlyList<GatewayView> Views(EntityKey model)
    {
        var now = time.GetTimestamp();
        return [.. gateways.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value.View(model, now, silent => time.GetElapsedTime(silent, now) > Patience))];
    }
}
