using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Leadership;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Events;

/// <summary>Writes the notes of <see cref="EventPublisher"/> as core/v1 events, one after the other.</summary>
internal sealed class EventWriter(
    EventPublisher publisher,
    [FromKeyedServices(KubernetesClients.Unfenced)] IKubernetesClient client,
    OperatorSettings settings,
    ILeadership leadership,
    OperatorMetrics metrics,
    TimeProvider clock,
    ILogger<EventWriter> logger) : BackgroundService
{
    /// <summary>An API server that cannot be reached is given a minute.</summary>
    internal const int Tries = 12;
    internal static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(5);

    /// <summary>What is left when the process stops may take this long.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly EventLedger ledger = new();
    private readonly long started = clock.GetTimestamp();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        publisher.Complete();
        if (ExecuteTask is { } writing)
            await writing.WaitAsync(LastWords, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    /// <summary>Writes until no more can come, or until cancelled.</summary>
    internal async Task WriteAllAsync(CancellationToken cancellationToken)
    {
        while (await publisher.Notes.WaitToReadAsync(cancellationToken))
        {
            while (publisher.Notes.TryRead(out var note))
            {
                if (ledger.Record(note, clock.GetElapsedTime(started)) is { } sighting)
                    await WriteAsync(note, sighting, cancellationToken);
                else
                    Suppress(note);
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => WriteAllAsync(stoppingToken);

    private async Task WriteAsync(EventNote note, EventSighting sighting, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await WriteOnceAsync(note, sighting, cancellationToken);
                return;
            }
            catch (HttpRequestException exception) when (tries < Tries)
            {
                logger.EventDelayed(note.About.Namespace, note.About.Name, note.Reason, exception.Message);
                await Task.Delay(BetweenTries, clock, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                ledger.Forget(note);
                Drop(note, "refused", exception.Message);
                return;
            }
        }
    }

    private async Task WriteOnceAsync(EventNote note, EventSighting sighting, CancellationToken cancellationToken)
    {
        if (sighting.Count > 1)
        {
            try
            {
                await client.PatchAsync<Corev1Event>(
                    sighting.Name, NamespaceOf(note), Repeat(note, sighting.Count), WriteOptions.Default, cancellationToken);
                return;
            }
            catch (KubernetesApiException exception) when (exception.IsNotFound)
            {
                sighting = ledger.Renew(note);
            }
        }

        await client.CreateAsync(First(note, sighting.Name), WriteOptions.Default, cancellationToken);
    }

    private Corev1Event First(EventNote note, string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Namespace = NamespaceOf(note) },
        InvolvedObject = note.About,
        Type = note.Type.ToString(),
        Reason = note.Reason,
        Message = note.Message,
        Count = 1,
        FirstTimestamp = note.At,
        LastTimestamp = note.At,
        Source = new V1EventSource { Component = settings.Name },
        ReportingComponent = settings.Name,
        ReportingInstance = leadership.Identity,
    };

    private static Patch Repeat(EventNote note, int count)
    {
        var last = note.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var body = new JsonObject { ["count"] = count, ["lastTimestamp"] = last };
        return new Patch(PatchType.Merge, JsonElement.Parse(body.ToJsonString()));
    }

    /// <summary>Events about cluster-scoped objects live in the default namespace.</summary>
    private static string NamespaceOf(EventNote note) => string.IsNullOrEmpty(note.About.Namespace) ? "default" : note.About.Namespace;

    /// <summary>Said quietly: a log of the flood would be a flood of its own.</summary>
    private void Suppress(EventNote note)
    {
        metrics.EventsDropped.Add(1, new KeyValuePair<string, object?>("reason", "rate"));
        logger.EventSuppressed(note.About.Namespace, note.About.Name, note.Reason);
    }

    private void Drop(EventNote note, string reason, string cause)
    {
        metrics.EventsDropped.Add(1, new KeyValuePair<string, object?>("reason", reason));
        logger.EventDropped(note.About.Namespace, note.About.Name, note.Reason, cause);
    }
}
