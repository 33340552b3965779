using System.Text;
using System.Text.Json;
using Slipway.Kubernetes.Applying;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Serialization;

/// <summary>
/// An object that someone nested as deep as the API server allows, which is far deeper than JSON readers do by themselves.
/// One such object must not hide the others of its kind, and not end the process.
/// </summary>
public sealed class DeepNestingTests
{
    private const int ServersLimit = 10_000;

    [Theory(Timeout = 60_000)]
    [InlineData("[", "]")]
    [InlineData("""{"a":""", "}")]
    public async Task Row_26_a_deeply_nested_object_is_listed_watched_copied_and_written(string open, string close)
    {
        var deep = Deep(open, close, ServersLimit - 10);
        await using var server = await ScriptedApiServer.StartAsync();
        using var client = new KubernetesClient(server.Configuration);
        server.Then(200, $$$"""{"metadata":{"resourceVersion":"5"},"items":[{{{deep}}},{"metadata":{"name":"other"}}]}""");
        server.ThenStream([Encoding.UTF8.GetBytes("""{"type":"ADDED","object":""" + deep + "}\n")]);
        server.Then(200, deep);

        var list = await client.ListAsync<V1ConfigMap>("ns", ListOptions.Everything, CancellationToken.None);
        list.Items.Select(config => config.Metadata.Name).ShouldBe(["hostile", "other"]);
        var copy = KubernetesJson.Clone(list.Items[0]);
        await foreach (var watched in client.WatchAsync<V1ConfigMap>("ns", new WatchOptions(), CancellationToken.None))
            watched.Entity.Metadata.Name.ShouldBe("hostile");
        await client.UpdateAsync(copy, WriteOptions.Default, CancellationToken.None);

        server.LastRequest.Body.ShouldContain(Nest(open, close, ServersLimit - 10));
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("""{"a":""", "}")]
    public void Row_26_comparing_deeply_nested_objects_fails_without_ending_the_process(string open, string close)
    {
        var deep = KubernetesJson.Read<JsonElement>(Encoding.UTF8.GetBytes(Deep(open, close, ServersLimit - 10)));
        Exception? failure = null;
        // Small, so that the machine that runs this cannot be big enough by chance.
        var thread = new Thread(() => failure = Record.Exception(() => DesiredState.FirstDifference(deep, deep)), maxStackSize: 512 << 10);
        thread.Start();
        thread.Join();

        failure.ShouldBeOfType<InsufficientExecutionStackException>();
    }

    private static string Deep(string open, string close, int levels) =>
        $$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"hostile","namespace":"ns"},"x":{{Nest(open, close, levels)}}}""";

    private static string Nest(string open, string close, int levels) =>
        string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));
}
