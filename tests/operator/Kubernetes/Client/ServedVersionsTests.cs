using System.Text.Json.Nodes;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

/// <summary>A kind that servers before 1.21 have under an older version.</summary>
public sealed class ServedVersionsTests : IAsyncLifetime
{
    private const string Resources = """{"kind":"APIResourceList","apiVersion":"v1","groupVersion":"policy/v1","resources":[{"name":"poddisruptionbudgets"}]}""";

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
    public async Task A_server_that_knows_the_version_is_asked_for_it()
    {
        server.Then(200, Resources).Then(200, Budget("policy/v1"));

        await client.ApplyAsync(Desired(), WriteOptions.Default, CancellationToken.None);

        server.Requests.Select(request => Path(request)).ShouldBe(["/apis/policy/v1", "/apis/policy/v1/namespaces/ns/poddisruptionbudgets/a"]);
        Version(server.LastRequest.Body).ShouldBe("policy/v1");
    }

    [Fact(Timeout = 10_000)]
    public async Task An_older_one_is_asked_for_its_own_and_its_objects_look_like_ours()
    {
        server.ThenRefuse(404, "NotFound", "no policy/v1").Then(200, Resources)
            .Then(200, Budget("policy/v1beta1")).Then(200, Budget("policy/v1beta1")).Then(200, Budget("policy/v1beta1"));

        var applied = await client.ApplyAsync(Desired(), WriteOptions.Default, CancellationToken.None);
        var applyBody = server.LastRequest.Body;
        var created = await client.CreateAsync(Desired(), WriteOptions.Default, CancellationToken.None);
        var createBody = server.LastRequest.Body;
        var read = await client.GetAsync<V1PodDisruptionBudget>("a", "ns", CancellationToken.None);

        server.Requests.Skip(2).ShouldAllBe(request => request.Target.StartsWith("/apis/policy/v1beta1/namespaces/ns/poddisruptionbudgets"), "asked once what it has");
        server.Requests.Count.ShouldBe(5);
        new[] { applyBody, createBody }.Select(Version).ShouldAllBe(version => version == "policy/v1beta1");
        new[] { applied, created, read! }.ShouldAllBe(budget => budget.ApiVersion == "policy/v1");
        read!.Spec.MaxUnavailable!.Value.Value.ShouldBe("10%");
    }

    [Fact(Timeout = 10_000)]
    public async Task One_that_knows_none_is_asked_for_ours()
    {
        server.ThenRefuse(404, "NotFound", "no policy/v1").ThenRefuse(404, "NotFound", "no policy/v1beta1").ThenRefuse(404, "NotFound", "nothing there");

        (await client.GetAsync<V1PodDisruptionBudget>("a", "ns", CancellationToken.None)).ShouldBeNull();

        server.LastRequest.Target.ShouldBe("/apis/policy/v1/namespaces/ns/poddisruptionbudgets/a");
    }

    private static V1PodDisruptionBudget Desired() => new()
    {
        Metadata = new V1ObjectMeta { Name = "a", Namespace = "ns" },
        Spec = new V1PodDisruptionBudgetSpec { MaxUnavailable = "10%" },
    };

    private static string Budget(string version) =>
        $$$"""{"kind":"PodDisruptionBudget","apiVersion":"{{{version}}}","metadata":{"name":"a","namespace":"ns"},"spec":{"maxUnavailable":"10%"}}""";

    private static string Path(RecordedRequest request) => request.Target.Split('?')[0];

    private static string? Version(string body) => (string?)JsonNode.Parse(body)!["apiVersion"];
}
