using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Hosting;

namespace Slipway.Kubernetes.Controllers;

/// <summary>What controllers share.</summary>
internal sealed record ControllerEnvironment
{
    public required IServiceProvider Services { get; init; }

    public required IKubernetesClient Client { get; init; }

    public required OperatorSettings Settings { get; init; }

    public required TimeProvider Clock { get; init; }

    public required OperatorMetrics Metrics { get; init; }

    public required ILogger Logger { get; init; }
}
