using System.Globalization;
using Slipway.Conformance.Widgets;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Local.Client;
using Slipway.Local.Store;

namespace Slipway.Local.Tests.Store;

public sealed class ObjectStoreTests
{
    private readonly ObjectStore store = new(options: new() { HistoryLength = 10, BookmarkInterval = TimeSpan.FromMilliseconds(20) });

    private readonly LocalKubernetesClient client;

    public ObjectStoreTests()
    {
        KubernetesJson.Register(WidgetJsonContext.Default);
        client = new(store);
    }

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task A_custom_kind_is_served_from_its_types_and_validated()
    {
        (await client.IsServedAsync<Widget>(None)).ShouldBeFalse();
        store.AddCustomKind(typeof(Widget));
        (await client.IsServedAsync<Widget>(None)).ShouldBeTrue();
        (await client.CreateAsync(NewWidget("w"), WriteOptions.Default, None)).Metadata.Generation.ShouldBe(1);
    }

    [Fact]
    public async Task An_invalid_object_is_refused_in_the_words_of_the_server()
    {
        await client.CreateAsync(WidgetDefinition.Read(), WriteOptions.Default, None);
        var widget = NewWidget("w");
        widget.Spec.Replicas = -1;
        widget.Spec.Note = "longer than twenty characters";
        var refusal = await Should.ThrowAsync<KubernetesApiException>(() => client.CreateAsync(widget, WriteOptions.Default, None));
        refusal.Message.ShouldBe(
            "create widgets.conformance.slipway.dev default/w: Widget.conformance.slipway.dev \"w\" is invalid: "
            + "[spec.replicas: Invalid value: -1: spec.replicas in body should be greater than or equal to 0, "
            + "spec.note: Invalid value: \"longer than twenty characters\": spec.note in body should be at most 20 chars long] (422)");
        refusal.Status.Details!.Causes!.Select(cause => cause.Field).ShouldBe(["spec.replicas", "spec.note"]);
    }

    [Fact]
    public async Task Deleting_a_definition_deletes_its_objects()
    {
        await client.CreateAsync(WidgetDefinition.Read(), WriteOptions.Default, None);
        await client.CreateAsync(NewWidget("w"), WriteOptions.Default, None);
        (await client.DeleteAsync<V1CustomResourceDefinition>(WidgetDefinition.Name, null, DeleteOptions.Background, None)).ShouldBeTrue();
        (await client.IsServedAsync<Widget>(None)).ShouldBeFalse();

        await client.CreateAsync(WidgetDefinition.Read(), WriteOptions.Default, None);
        (await client.ListAsync<Widget>(null, ListOptions.Everything, None)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_watch_that_falls_behind_the_history_is_gone_while_it_runs()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        await using var watch = client.WatchAsync<V1ConfigMap>("default", new WatchOptions(), limit.Token).GetAsyncEnumerator();
        await CreateAsync("first");
        (await watch.MoveNextAsync()).ShouldBeTrue();
        for (var i = 0; i < 20; i++)
            await CreateAsync($"more-{i}");
        var refusal = await Should.ThrowAsync<KubernetesApiException>(async () => await watch.MoveNextAsync());
        (refusal.IsGone, refusal.Status.Reason).ShouldBe((true, "Expired"));
    }

    [Fact]
    public async Task A_quiet_watch_sends_bookmarks_from_which_it_can_be_resumed()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        var bookmark = await client.WatchAsync<V1ConfigMap>("default", new WatchOptions(), limit.Token).FirstAsync(limit.Token);
        bookmark.Type.ShouldBe(WatchEventType.Bookmark);

        await CreateAsync("next");
        var resumed = new WatchOptions { ResourceVersion = bookmark.Entity.Metadata.ResourceVersion };
        (await client.WatchAsync<V1ConfigMap>("default", resumed, limit.Token).FirstAsync(limit.Token)).Entity.Metadata.Name.ShouldBe("next");
    }

    [Fact]
    public async Task Concurrent_writers_with_versions_lose_no_update()
    {
        await CreateAsync("counter");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => IncrementAsync(50))));
        (await client.GetAsync<V1ConfigMap>("counter", "default", None))!.Data!["n"].ShouldBe("200");
    }

    [Fact]
    public async Task A_running_pod_goes_only_when_its_node_says_so()
    {
        var pod = new V1Pod { Metadata = { Name = "p", Namespace = "default" }, Spec = { NodeName = "node1", Containers = [new V1Container { Name = "c", Image = "i:1" }] } };
        await client.CreateAsync(pod, WriteOptions.Default, None);
        await client.DeleteAsync<V1Pod>("p", "default", DeleteOptions.Background, None);
        var ending = (await client.GetAsync<V1Pod>("p", "default", None))!;
        (ending.Metadata.DeletionGracePeriodSeconds, ending.Metadata.DeletionTimestamp > ending.Metadata.CreationTimestamp).ShouldBe((30L, true));

        await client.DeleteAsync<V1Pod>("p", "default", new DeleteOptions { GracePeriodSeconds = 0 }, None);
        (await client.GetAsync<V1Pod>("p", "default", None)).ShouldBeNull();
    }

    [Fact]
    public async Task A_port_cannot_be_applied_without_its_protocol_as_on_old_servers()
    {
        var service = new V1Service { Metadata = { Name = "s", Namespace = "default" }, Spec = { Ports = [new V1ServicePort { Port = 80 }] } };
        var refusal = await Should.ThrowAsync<KubernetesApiException>(() => client.ApplyAsync(service, WriteOptions.Default, None));
        refusal.Message.ShouldContain(".spec.ports: element 0: associative list with keys has an element that omits key field \"protocol\"");
        (await client.CreateAsync(service, WriteOptions.Default, None)).Spec.Ports![0].Protocol.ShouldBe("TCP");
    }

    [Fact]
    public async Task A_canceled_call_does_nothing()
    {
        await Should.ThrowAsync<OperationCanceledException>(() => client.CreateAsync(NewMap("a"), WriteOptions.Default, new CancellationToken(canceled: true)));
        (await client.GetAsync<V1ConfigMap>("a", "default", None)).ShouldBeNull();
    }

    private async Task IncrementAsync(int times)
    {
        while (times > 0)
        {
            var current = (await client.GetAsync<V1ConfigMap>("counter", "default", None))!;
            var n = int.Parse(current.Data?["n"] ?? "0", CultureInfo.InvariantCulture);
            current.Data = new(StringComparer.Ordinal) { ["n"] = (n + 1).ToString(CultureInfo.InvariantCulture) };
            try
            {
                await client.UpdateAsync(current, WriteOptions.Default, None);
                times--;
            }
            catch (KubernetesApiException conflict) when (conflict.IsConflict)
            {
                // Another writer was faster: read again.
            }
        }
    }

    private Task<V1ConfigMap> CreateAsync(string name) => client.CreateAsync(NewMap(name), WriteOptions.Default, None);

    private static V1ConfigMap NewMap(string name) => new() { Metadata = { Name = name, Namespace = "default" } };

    private static Widget NewWidget(string name) => new() { Metadata = { Name = name, Namespace = "default" } };
}
