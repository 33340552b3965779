using Slipway.Controllers.Observing.Metrics;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>A metrics server that answers what it is told to.</summary>
internal sealed class FakeMetrics : IMetricsServer
{
    public ExternalSample Answer { get; set; } = new(0);

    /// <summary>What was asked.</summary>
    public List<string> Queries { get; } = [];

    public Task<ExternalSample> QueryAsync(string query, CancellationToken cancellationToken)
    {
        Queries.Add(query);
        return Task.FromResult(Answer);
    }
}
