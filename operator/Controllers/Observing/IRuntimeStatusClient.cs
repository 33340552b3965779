using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Observing;

/// <summary>Asks the runtimes in pods how they are.</summary>
internal interface IRuntimeStatusClient
{
    /// <summary>What the pod's runtime reports; null when it cannot be read, for whatever reason.</summary>
    Task<RuntimeStatus?> ReadAsync(V1Pod pod, CancellationToken cancellationToken);
}
