using System.Net;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class KubernetesClientTests : IAsyncLifetime
{
    private const string ConfigMap = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"ns"},"data":{"k":"v"}}""";

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
    public async Task Reads_an_object()
    {
        server.Then(200, ConfigMap);

        var read = await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);

        read!.Data!["k"].ShouldBe("v");
        server.LastRequest.Target.ShouldBe("/api/v1/namespaces/ns/configmaps/a");
        server.LastRequest.Headers["Accept"].ShouldBe("application/json");
        server.LastRequest.Headers["User-Agent"].ShouldBe("slipway");
    }

    [Fact(Timeout = 10_000)]
    public async Task A_missing_object_is_null()
    {
        server.ThenRefuse(404, "NotFound", "configmaps a not found");
        (await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None)).ShouldBeNull();
    }

    [Fact(Timeout = 10_000)]
    public async Task A_refusal_names_verb_and_object_and_carries_the_status()
    {
        server.ThenRefuse(409, "AlreadyExists", "it is there");

        var refusal = await Should.ThrowAsync<KubernetesApiException>(() => CreateAsync());

        refusal.Message.ShouldBe("create configmaps ns/a: it is there (409)");
        refusal.IsConflict.ShouldBeTrue();
        refusal.Status.Reason.ShouldBe("AlreadyExists");
    }

    [Fact(Timeout = 10_000)]
    public async Task A_refusal_by_something_else_than_the_API_server_keeps_its_text()
    {
        server.Then(502, "<html>bad gateway</html>");

        var refusal = await Should.ThrowAsync<KubernetesApiException>(() => CreateAsync());

        refusal.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        refusal.Message.ShouldContain("<html>bad gateway</html>");
    }

    [Fact(Timeout = 10_000)]
    public async Task An_answer_that_is_no_object_is_a_named_failure()
    {
        server.Then(200, "[]");
        var failure = await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None));
        failure.HttpRequestError.ShouldBe(HttpRequestError.InvalidResponse);
        failure.Message.ShouldStartWith("get configmaps ns/a: ");
    }

    [Fact(Timeout = 10_000)]
    public async Task An_unreachable_server_is_a_named_failure()
    {
        await server.DisposeAsync();
        var failure = await Should.ThrowAsync<HttpRequestException>(() => CreateAsync());
        failure.Message.ShouldStartWith("create configmaps ns/a: ");
        server = await ScriptedApiServer.StartAsync();
    }

    [Theory(Timeout = 10_000)]
    [InlineData("status")]
    [InlineData("object")]
    public async Task Deletion_is_begun_whatever_the_server_returns(string answer)
    {
        server.Then(200, answer == "status" ? """{"kind":"Status","status":"Success","details":{"uid":"u"}}""" : ConfigMap);

        (await client.DeleteAsync<V1ConfigMap>("a", "ns", new DeleteOptions { Uid = "u", ResourceVersion = "7" }, CancellationToken.None)).ShouldBeTrue();

        server.LastRequest.Method.ShouldBe("DELETE");
        server.LastRequest.Body.ShouldBe(
            """{"apiVersion":"v1","kind":"DeleteOptions","propagationPolicy":"Background","preconditions":{"uid":"u","resourceVersion":"7"}}""");
    }

    [Fact(Timeout = 10_000)]
    public async Task Deleting_what_is_gone_is_false()
    {
        server.ThenRefuse(404, "NotFound", "gone");
        (await client.DeleteAsync<V1ConfigMap>("a", "ns", DeleteOptions.Background, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact(Timeout = 10_000)]
    public async Task Scale_is_read_and_set_through_its_subresource()
    {
        const string scale = """{"kind":"Scale","apiVersion":"autoscaling/v1","metadata":{"name":"d"},"spec":{"replicas":3},"status":{"replicas":2}}""";
        server.Then(200, scale).Then(200, scale);

        (await client.GetScaleAsync<V1Deployment>("d", "ns", CancellationToken.None))!.Spec!.Replicas.ShouldBe(3);
        server.LastRequest.Target.ShouldBe("/apis/apps/v1/namespaces/ns/deployments/d/scale");

        await client.SetScaleAsync<V1Deployment>("d", "ns", 3, CancellationToken.None);
        server.LastRequest.Method.ShouldBe("PATCH");
        server.LastRequest.Body.ShouldBe("""{"spec":{"replicas":3}}""");
        server.LastRequest.Headers["Content-Type"].ShouldBe("application/merge-patch+json");
    }

    [Fact(Timeout = 10_000)]
    public async Task Discovery_is_asked_once_a_minute()
    {
        var clock = new TestClock();
        using var patient = new KubernetesClient(server.Configuration, timeProvider: clock);
        server.Then(200, """{"kind":"APIResourceList","groupVersion":"apps/v1","resources":[{"name":"deployments","kind":"Deployment","namespaced":true,"verbs":["get"]}]}""")
            .ThenRefuse(404, "NotFound", "no such group");

        (await patient.IsServedAsync<V1Deployment>(CancellationToken.None)).ShouldBeTrue();
        (await patient.IsServedAsync<V1ReplicaSet>(CancellationToken.None)).ShouldBeFalse();
        server.Requests.Count.ShouldBe(1);

        clock.Advance(TimeSpan.FromMinutes(1));
        (await patient.IsServedAsync<V1Deployment>(CancellationToken.None)).ShouldBeFalse();
    }

    [Fact(Timeout = 10_000)]
    public async Task A_path_in_the_servers_address_is_kept()
    {
        using var nested = new KubernetesClient(server.Configuration with { Server = new Uri(server.Address, "/clusters/c-1/") });
        server.Then(200, ConfigMap);
        await nested.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
        server.LastRequest.Target.ShouldBe("/clusters/c-1/api/v1/namespaces/ns/configmaps/a");
    }

    private Task<V1ConfigMap> CreateAsync() =>
        client.CreateAsync(new V1ConfigMap { Metadata = { Name = "a", Namespace = "ns" } }, WriteOptions.Default, CancellationToken.None);
}
