using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Observing.Metrics;

/// <summary>No server is configured. Specs with queries are refused before one is asked; one that was accepted before says so in its verdict.</summary>
internal sealed class NoMetricsServer : IMetricsServer
{
    public Task<ExternalSample> QueryAsync(string query, CancellationToken cancellationToken) =>
        Task.FromResult(new ExternalSample(null, "the operator is configured with no Prometheus server"));
}
