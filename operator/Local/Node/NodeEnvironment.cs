using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Local.Node.Launching;
using Slipway.Local.Node.Probes;

namespace Slipway.Local.Node;

/// <summary>What the parts of a node share.</summary>
internal sealed record NodeEnvironment
{
    public required IKubernetesClient Client { get; init; }

    public required LocalNodeOptions Options { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    public required EventRecorder Events { get; init; }

    public required ChildLauncher Launcher { get; init; }

    public required Prober Prober { get; init; }
}
