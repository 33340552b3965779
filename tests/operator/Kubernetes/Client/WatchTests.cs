using System.Text;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class WatchTests : IAsyncLifetime
{
    private const string Gone = """{"type":"ERROR","object":{"kind":"Status","status":"Failure","message":"too old resource version: 1 (9)","reason":"Expired","code":410}}""";

    private readonly TestClock clock = new();
    private ScriptedApiServer server = null!;
    private KubernetesClient client = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedApiServer.StartAsync();
        client = new KubernetesClient(server.Configuration, timeProvider: clock);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact(Timeout = 10_000)]
    public async Task Yields_changes_in_order_until_the_server_ends_the_watch()
    {
        server.ThenStream([Lines(Event("ADDED", "a", "1"), Event("MODIFIED", "a", "2"), Event("BOOKMARK", "", "5"), Event("DELETED", "a", "6"))]);

        var seen = await WatchAsync(new WatchOptions { ResourceVersion = "0", LabelSelector = "x=y", Timeout = TimeSpan.FromSeconds(90) });

        seen.Select(change => (change.Type, change.Entity.Metadata.ResourceVersion)).ShouldBe(
        [
            (WatchEventType.Added, "1"), (WatchEventType.Modified, "2"), (WatchEventType.Bookmark, "5"), (WatchEventType.Deleted, "6"),
        ]);
        server.LastRequest.Target.ShouldBe(
            "/api/v1/namespaces/ns/configmaps?watch=true&allowWatchBookmarks=true&timeoutSeconds=90&labelSelector=x=y&resourceVersion=0");
    }

    [Theory(Timeout = 20_000)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public async Task Any_cut_between_packets_is_harmless_even_within_a_character(int pieceBytes)
    {
        var text = Lines(Event("ADDED", "grün-漢字-🚢", "1"), Event("MODIFIED", "ü", "2"));
        server.ThenStream(text.Chunk(pieceBytes));

        var seen = await WatchAsync(new WatchOptions());

        seen.Select(change => change.Entity.Metadata.Name).ShouldBe(["grün-漢字-🚢", "ü"]);
    }

    [Fact(Timeout = 20_000)]
    public async Task An_event_may_be_larger_than_any_buffer()
    {
        var large = new string('x', 3_000_000);
        server.ThenStream([Lines(Event("ADDED", large, "1"), Event("ADDED", "b", "2"))]);
        (await WatchAsync(new WatchOptions())).Select(change => change.Entity.Metadata.Name!.Length).ShouldBe([3_000_000, 1]);
    }

    [Fact(Timeout = 10_000)]
    public async Task The_object_may_come_before_the_type_and_strange_members_do_not_matter()
    {
        server.ThenStream([Lines("""{"extra":{"a":[1]},"object":{"metadata":{"name":"a"}},"type":"ADDED"}""")]);
        (await WatchAsync(new WatchOptions())).Single().Entity.Metadata.Name.ShouldBe("a");
    }

    [Fact(Timeout = 10_000)]
    public async Task An_expired_version_within_the_stream_is_410()
    {
        server.ThenStream([Lines(Event("ADDED", "a", "1"), Gone)]);
        var refusal = await Should.ThrowAsync<KubernetesApiException>(() => WatchAsync(new WatchOptions { ResourceVersion = "1" }));
        refusal.IsGone.ShouldBeTrue();
        refusal.Message.ShouldBe("watch configmaps in ns: too old resource version: 1 (9) (410)");
    }

    [Fact(Timeout = 10_000)]
    public async Task An_expired_version_refused_at_once_is_410()
    {
        server.ThenRefuse(410, "Expired", "too old");
        (await Should.ThrowAsync<KubernetesApiException>(() => WatchAsync(new WatchOptions { ResourceVersion = "1" }))).IsGone.ShouldBeTrue();
    }

    [Fact(Timeout = 10_000)]
    public async Task A_cut_within_an_event_is_a_failure_after_the_whole_ones()
    {
        var first = new TaskCompletionSource();
        server.ThenStream([Lines(Event("ADDED", "a", "1")), "{\"type\":\"MODI"u8.ToArray()], async context =>
        {
            await first.Task;
            context.Abort();
        });
        var seen = new List<WatchEvent<V1ConfigMap>>();
        var failure = await Should.ThrowAsync<HttpRequestException>(() => WatchAsync(new WatchOptions(), seen, first));
        seen.Count.ShouldBe(1);
        failure.Message.ShouldStartWith("watch configmaps in ns: ");
    }

    [Fact(Timeout = 10_000)]
    public async Task An_answer_that_ends_within_an_event_is_a_failure()
    {
        server.ThenStream(["{\"type\":\"MODI"u8.ToArray()]);
        var failure = await Should.ThrowAsync<HttpRequestException>(() => WatchAsync(new WatchOptions()));
        failure.HttpRequestError.ShouldBe(HttpRequestError.ResponseEnded);
    }

    [Theory(Timeout = 10_000)]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"STRANGE","object":{}}""")]
    public async Task A_line_that_is_no_event_is_a_failure(string line)
    {
        server.ThenStream([Lines(line)]);
        var failure = await Should.ThrowAsync<HttpRequestException>(() => WatchAsync(new WatchOptions()));
        failure.HttpRequestError.ShouldBe(HttpRequestError.InvalidResponse);
    }

    [Fact(Timeout = 10_000)]
    public async Task Row_03_a_half_open_watch_is_given_up_thirty_seconds_after_its_end()
    {
        server.ThenStream([Lines(Event("ADDED", "a", "1"))], context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        var seen = new List<WatchEvent<V1ConfigMap>>();
        var first = new TaskCompletionSource();
        var watching = WatchAsync(new WatchOptions { Timeout = TimeSpan.FromMinutes(5) }, seen, first);
        await first.Task;

        clock.Advance(TimeSpan.FromSeconds(329));
        watching.IsCompleted.ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1));

        var failure = await Should.ThrowAsync<HttpRequestException>(() => watching);
        failure.InnerException.ShouldBeOfType<TimeoutException>();
        seen.Count.ShouldBe(1);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_streaming_list_asks_for_initial_events_at_a_fresh_version()
    {
        server.ThenStream([Lines(Event("ADDED", "a", "1"))]);
        await WatchAsync(new WatchOptions { SendInitialEvents = true, Timeout = TimeSpan.FromSeconds(60) });
        server.LastRequest.Target.ShouldEndWith("&sendInitialEvents=true&resourceVersionMatch=NotOlderThan");
    }

    [Fact(Timeout = 10_000)]
    public async Task Leaving_a_watch_ends_the_request()
    {
        var left = new TaskCompletionSource();
        server.ThenStream([Lines(Event("ADDED", "a", "1"))], context =>
        {
            context.RequestAborted.Register(left.SetResult);
            return left.Task;
        });
        await foreach (var change in client.WatchAsync<V1ConfigMap>("ns", new WatchOptions(), CancellationToken.None))
        {
            change.Entity.Metadata.Name.ShouldBe("a");
            break;
        }

        await left.Task;
    }

    private static byte[] Lines(params string[] lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

    private static string Event(string type, string name, string version) =>
        $$$$"""{"type":"{{{{type}}}}","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"{{{{name}}}}","resourceVersion":"{{{{version}}}}"}}}""";

    private async Task<List<WatchEvent<V1ConfigMap>>> WatchAsync(
        WatchOptions options, List<WatchEvent<V1ConfigMap>>? seen = null, TaskCompletionSource? first = null)
    {
        seen ??= [];
        await foreach (var change in client.WatchAsync<V1ConfigMap>("ns", options, CancellationToken.None))
        {
            seen.Add(change);
            first?.TrySetResult();
        }

        return seen;
    }
}
