using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Hosting;

namespace Slipway.Kubernetes.Informers;

/// <summary>What informers share.</summary>
internal sealed record InformerEnvironment
{
    public required TimeProvider Clock { get; init; }

    /// <summary>Spreads retries.</summary>
    public required Random Random { get; init; }

    /// <summary>Whether lists are asked for as streams first.</summary>
    public bool StreamsLists { get; init; }

    public required OperatorMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }
}
