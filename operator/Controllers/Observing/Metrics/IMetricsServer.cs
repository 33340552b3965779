using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Observing.Metrics;

/// <summary>Answers queries for verdicts on new versions.</summary>
internal interface IMetricsServer
{
    /// <summary>The number that the query gives now; what goes wrong is in the sample and never thrown.</summary>
    Task<ExternalSample> QueryAsync(string query, CancellationToken cancellationToken);
}
