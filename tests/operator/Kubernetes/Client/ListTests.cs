using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class ListTests : IAsyncLifetime
{
    private ScriptedApiServer server = null!;
    private KubernetesClient client = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedApiServer.StartAsync();
        client = new KubernetesClient(server.Configuration);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Fact(Timeout = 10_000)]
    public async Task Reads_page_by_page_until_there_is_no_more()
    {
        server.Then(200, Page("10", "t1", "a", "b")).Then(200, Page("10", "t2", "c")).Then(200, Page("10", "", "d"));

        var list = await client.ListAsync<V1ConfigMap>(
            "ns", new ListOptions { PageSize = 2, ResourceVersion = "0", LabelSelector = "app=web,tier!=cache" }, CancellationToken.None);

        list.Items.Select(item => item.Metadata.Name).ShouldBe(["a", "b", "c", "d"]);
        list.Metadata.ResourceVersion.ShouldBe("10");
        list.Metadata.Continue.ShouldBeNull();
        list.Items.ShouldAllBe(item => item.Kind == "ConfigMap" && item.ApiVersion == "v1");
        server.Requests.Select(request => request.Target).ShouldBe(
        [
            "/api/v1/namespaces/ns/configmaps?labelSelector=app=web,tier!=cache&limit=2&resourceVersion=0",
            "/api/v1/namespaces/ns/configmaps?labelSelector=app=web,tier!=cache&limit=2&continue=t1",
            "/api/v1/namespaces/ns/configmaps?labelSelector=app=web,tier!=cache&limit=2&continue=t2",
        ]);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_list_that_expires_between_pages_is_read_whole()
    {
        server.Then(200, Page("10", "t1", "a")).ThenRefuse(410, "Expired", "too old").Then(200, Page("20", "", "b", "c"));

        var list = await client.ListAsync<V1ConfigMap>(null, ListOptions.Everything, CancellationToken.None);

        list.Items.Select(item => item.Metadata.Name).ShouldBe(["b", "c"]);
        list.Metadata.ResourceVersion.ShouldBe("20");
        server.LastRequest.Target.ShouldBe("/api/v1/configmaps");
    }

    [Fact(Timeout = 10_000)]
    public async Task An_expired_first_page_reaches_the_caller()
    {
        server.ThenRefuse(410, "Expired", "too old");
        var refusal = await Should.ThrowAsync<KubernetesApiException>(
            () => client.ListAsync<V1ConfigMap>(null, new ListOptions { ResourceVersion = "1" }, CancellationToken.None));
        refusal.IsGone.ShouldBeTrue();
        refusal.Message.ShouldStartWith("list configmaps: ");
    }

    [Fact(Timeout = 10_000)]
    public async Task A_list_without_items_is_empty()
    {
        server.Then(200, """{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"3"},"items":null}""");
        var list = await client.ListAsync<V1ConfigMap>("ns", ListOptions.Everything, CancellationToken.None);
        list.Items.ShouldBeEmpty();
    }

    private static string Page(string version, string continueToken, params string[] names)
    {
        var items = string.Join(',', names.Select(name => $$$"""{"metadata":{"name":"{{{name}}}","namespace":"ns"}}"""));
        return $$$"""{"kind":"ConfigMapList","apiVersion":"v1","metadata":{"resourceVersion":"{{{version}}}","continue":"{{{continueToken}}}"},"items":[{{{items}}}]}""";
    }
}
