using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Events;

/// <summary>
/// Tells people what happened to an object (<c>kubectl describe</c>). Repeats of the same reason and message raise the
/// count of one event instead of adding more. Publishing never fails the caller: what cannot be written is logged.
/// </summary>
public interface IEventPublisher
{
    /// <param name="entity">The object that the event is about.</param>
    /// <param name="type">Normal or Warning.</param>
    /// <param name="reason">CamelCase, for programs.</param>
    /// <param name="message">For people; cut at 1,024 characters.</param>
    Task PublishAsync(IMetadata<V1ObjectMeta> entity, EventType type, string reason, string message, CancellationToken cancellationToken);
}
