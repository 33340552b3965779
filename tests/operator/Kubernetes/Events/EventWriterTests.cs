using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Events;
using Slipway.Kubernetes.Hosting;
using Slipway.Kubernetes.Leadership;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Controllers;
using Slipway.Kubernetes.Tests.Simulation;

namespace Slipway.Kubernetes.Tests.Events;

public sealed class EventWriterTests : IDisposable
{
    private readonly World world = new(seed: 1);
    private readonly FakeServer server = new();
    private readonly OperatorMetrics metrics = new();
    private readonly CancellationTokenSource stop = new();
    private readonly FakeClient client;
    private readonly EventPublisher publisher;
    private readonly EventWriter writer;
    private readonly V1ConfigMap about = Samples.Stored("one", "u1", 7);

    public EventWriterTests()
    {
        var process = world.NewProcess("operator");
        client = new FakeClient(server, process.Clock);
        publisher = new EventPublisher(metrics, process.Clock, NullLogger<EventPublisher>.Instance);
        writer = new EventWriter(
            publisher, client, OperatorFixture.Alone, new NoElection("me"), metrics, process.Clock, NullLogger<EventWriter>.Instance);
        _ = process.Start(() => writer.WriteAllAsync(stop.Token));
    }

    public void Dispose()
    {
        stop.Cancel();
        writer.Dispose();
        metrics.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task Writes_an_event_that_kubectl_describe_shows()
    {
        await PublishAsync("Pulled", "got it");

        var written = Events.ShouldHaveSingleItem();
        written.Metadata.Namespace.ShouldBe("a");
        written.InvolvedObject!.Uid.ShouldBe("u1");
        written.InvolvedObject.Kind.ShouldBe("ConfigMap");
        (written.Type, written.Reason, written.Message, written.Count).ShouldBe(("Normal", "Pulled", "got it", 1));
        written.Source!.Component.ShouldBe("test");
        written.ReportingInstance.ShouldBe("me");
    }

    [Fact]
    public async Task Repeats_raise_the_count_and_the_time()
    {
        await PublishAsync("Pulled", "got it");
        world.RunFor(TimeSpan.FromMinutes(3));
        await PublishAsync("Pulled", "got it");

        var written = Events.ShouldHaveSingleItem();
        written.Count.ShouldBe(2);
        (written.LastTimestamp - written.FirstTimestamp)!.Value.TotalMinutes.ShouldBeInRange(3, 4);
    }

    [Fact]
    public async Task A_repeat_of_an_event_that_has_expired_is_a_new_one()
    {
        await PublishAsync("Pulled", "got it");
        server.Delete<Corev1Event>(Entities.EntityKey.Of(Events.Single()));
        await PublishAsync("Pulled", "got it");

        Events.ShouldHaveSingleItem().Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_outage_delays_events_and_loses_none()
    {
        client.Network.IsDown = true;
        await PublishAsync("First", "1");
        await PublishAsync("Second", "2");
        world.RunFor(TimeSpan.FromSeconds(30));
        client.Network.IsDown = false;
        world.RunFor(TimeSpan.FromSeconds(30));

        Events.Select(written => written.Reason).ShouldBe(["First", "Second"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_refused_event_harms_nobody()
    {
        client.Network.Fault = _ => FakeServer.Refusal(HttpStatusCode.Forbidden, "namespace is terminating");
        await PublishAsync("First", "1");
        client.Network.Fault = null;
        await PublishAsync("Second", "2");

        Events.ShouldHaveSingleItem().Reason.ShouldBe("Second");
    }

    [Fact]
    public async Task More_than_can_be_written_is_dropped_without_delay()
    {
        client.Network.IsBlackHole = true;
        for (var number = 0; number < EventPublisher.Capacity * 2; number++)
            await publisher.PublishAsync(about, EventType.Warning, "Flood", $"{number}", CancellationToken.None);

        publisher.Notes.Count.ShouldBe(EventPublisher.Capacity);
    }

    private List<Corev1Event> Events => server.All<Corev1Event>(null);

    private async Task PublishAsync(string reason, string message)
    {
        await publisher.PublishAsync(about, EventType.Normal, reason, message, CancellationToken.None);
        world.RunFor(TimeSpan.FromSeconds(1));
    }
}
