using Slipway.Kubernetes.Events;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Tests.Harness;

/// <summary>Remembers what was published, as <c>Warning Reason: message</c>.</summary>
internal sealed class FakeEvents : IEventPublisher
{
    public List<string> Published { get; } = [];

    public Task PublishAsync(IMetadata<V1ObjectMeta> entity, EventType type, string reason, string message, CancellationToken cancellationToken)
    {
        Published.Add($"{type} {reason}: {message}");
        return Task.CompletedTask;
    }
}
