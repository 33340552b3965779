using Slipway.Controllers.Observing;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>Runtimes that say what they are told to.</summary>
internal sealed class FakeRuntimes : IRuntimeStatusClient
{
    /// <summary>The answer of every runtime; null: none answers.</summary>
    public RuntimeStatus? Answer { get; set; }

    /// <summary>How often any was asked.</summary>
    public int Reads { get; private set; }

    public Task<RuntimeStatus?> ReadAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        Reads++;
        return Task.FromResult(Answer);
    }
}
