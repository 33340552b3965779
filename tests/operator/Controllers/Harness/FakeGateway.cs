using Slipway.Api.Demand;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>A gateway whose report lines say what the test wants; its counters grow with the test's clock.</summary>
internal sealed class FakeGateway(TestCluster cluster)
{
    private const string Address = "10.0.0.9:9090";

    private readonly Dictionary<(string Model, string Revision), VersionDemand> versions = [];
    private readonly DateTimeOffset began = cluster.Time.GetUtcNow();
    private long sequence;

    /// <summary>Requests arrive and wait at the gateway for a second, and it says so.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="revision">The version that they are for.</param>
    /// <param name="arrivals">How many came within the second.</param>
    /// <param name="queued">How many wait at its end.</param>
    /// <param name="busy">How many were being worked on throughout.</param>
    public void Sees(string model, string revision, int arrivals, int queued = 0, int busy = 0)
    {
        var before = versions.GetValueOrDefault((model, revision)) ?? new VersionDemand { Revision = revision };
        versions[(model, revision)] = before with
        {
            Arrivals = before.Arrivals + arrivals,
            Completions = before.Completions + (busy > 0 ? arrivals : 0),
            BusySeconds = before.BusySeconds + busy,
            InFlight = busy,
            Queued = queued,
            OldestQueuedSeconds = queued > 0 ? before.OldestQueuedSeconds + 1 : 0,
            ServiceSeconds = busy > 0 ? 0.2 : before.ServiceSeconds,
        };
    }

    /// <summary>Sends the line of this second.</summary>
    public void Report()
    {
        cluster.Demand.Gateway(Address);
        cluster.Demand.Take(Address, new DemandReport
        {
            Gateway = "gateway-1",
            Sequence = ++sequence,
            UptimeSeconds = (cluster.Time.GetUtcNow() - began).TotalSeconds,
            Models =
            [
                .. versions.GroupBy(pair => pair.Key.Model).Select(group => new ModelDemand
                {
                    Namespace = TestCluster.Namespace,
                    Name = group.Key,
                    Traffic = [.. group.Select(pair => new RoutedShare(pair.Key.Revision, 100))],
                    Versions = [.. group.Select(pair => pair.Value)],
                }),
            ],
        });
    }
}
