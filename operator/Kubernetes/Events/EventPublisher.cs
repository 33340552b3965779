using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Events;

/// <summary>Takes notes for <see cref="EventWriter"/>, so that telling people never delays the work. What does not fit is dropped and counted.</summary>
internal sealed class EventPublisher(OperatorMetrics metrics, TimeProvider clock, ILogger<EventPublisher> logger) : IEventPublisher
{
    internal const int Capacity = 1000;

    private readonly Channel<EventNote> notes =
        Channel.CreateBounded<EventNote>(new BoundedChannelOptions(Capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<EventNote> Notes => notes.Reader;

    public Task PublishAsync(
        IMetadata<V1ObjectMeta> entity, EventType type, string reason, string message, CancellationToken cancellationToken)
    {
        var note = EventNote.Of(entity, type, reason, message, clock.GetUtcNow());
        if (!notes.Writer.TryWrite(note))
        {
            metrics.EventsDropped.Add(1, new KeyValuePair<string, object?>("reason", "overflow"));
            logger.EventDropped(note.About.Namespace, note.About.Name, reason, "too many wait to be written");
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes no more notes.</summary>
    public void Complete() => notes.Writer.TryComplete();
}
