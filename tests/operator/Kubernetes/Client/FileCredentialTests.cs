using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Client.Credentials;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class FileCredentialTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TestClock clock = new();

    public void Dispose() => folder.Dispose();

    [Fact(Timeout = 10_000)]
    public async Task A_token_file_is_read_again_every_minute()
    {
        var source = Source(folder.Write("token", "one\n"));
        (await TokenAsync(source)).ShouldBe("one");
        folder.Write("token", "two");
        (await TokenAsync(source)).ShouldBe("one");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await TokenAsync(source)).ShouldBe("two");
    }

    [Fact(Timeout = 10_000)]
    public async Task The_last_good_token_stays_while_the_file_cannot_be_read()
    {
        var source = Source(folder.Write("token", "one"));
        await TokenAsync(source);
        folder.Write("token", "");
        clock.Advance(TimeSpan.FromMinutes(1));
        (await TokenAsync(source)).ShouldBe("one");
    }

    [Fact(Timeout = 10_000)]
    public async Task Without_any_token_the_file_is_named()
    {
        var source = Source($"{folder.Path}/missing");
        (await Should.ThrowAsync<KubernetesConfigurationException>(() => TokenAsync(source))).Message.ShouldContain("missing");
    }

    [Fact(Timeout = 10_000)]
    public async Task A_rejected_token_is_read_again_at_once_and_the_request_repeated()
    {
        var file = folder.Write("token", "old");
        await using var server = await ScriptedApiServer.StartAsync();
        server.Then(200, "{}").ThenRefuse(401, "Unauthorized", "expired").Then(200, "{}");
        using var client = new KubernetesClient(server.Configuration with { User = new KubernetesUser { TokenFile = file } }, timeProvider: clock);
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);

        folder.Write("token", "new");
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);

        server.Requests.Select(request => request.Headers["Authorization"]).ShouldBe(["Bearer old", "Bearer old", "Bearer new"]);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_rejected_token_that_has_no_successor_is_not_tried_twice()
    {
        await using var server = await ScriptedApiServer.StartAsync();
        server.ThenRefuse(401, "Unauthorized", "who?");
        using var client = new KubernetesClient(server.Configuration with { User = new KubernetesUser { Token = "fixed" } });
        var refusal = await Should.ThrowAsync<KubernetesApiException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None));
        ((int)refusal.StatusCode).ShouldBe(401);
        server.Requests.Count.ShouldBe(1);
    }

    [Fact(Timeout = 10_000)]
    public async Task Impersonation_and_basic_authentication_are_headers()
    {
        await using var server = await ScriptedApiServer.StartAsync();
        server.Then(200, "{}");
        var user = new KubernetesUser { Username = "u", Password = "p", Impersonation = new Impersonation("jane") { Groups = ["a"], Uid = "7" } };
        using var client = new KubernetesClient(server.Configuration with { User = user });
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
        server.LastRequest.Headers["Authorization"].ShouldBe("Basic dTpw");
        server.LastRequest.Headers["Impersonate-User"].ShouldBe("jane");
        server.LastRequest.Headers["Impersonate-Group"].ShouldBe("a");
        server.LastRequest.Headers["Impersonate-Uid"].ShouldBe("7");
    }

    [Fact]
    public void Several_groups_are_refused_since_they_would_arrive_as_one()
    {
        var user = new KubernetesUser { Impersonation = new Impersonation("jane") { Groups = ["a", "b"] } };
        var configuration = new KubernetesClientConfiguration { Server = new Uri("http://localhost"), User = user };
        Should.Throw<KubernetesConfigurationException>(() => new KubernetesClient(configuration)).Message.ShouldContain("one group");
    }

    private ICredentialSource Source(string file) =>
        CredentialSources.For(new KubernetesUser { TokenFile = file }, clock, NullLogger.Instance);

    private static async Task<string?> TokenAsync(ICredentialSource source) =>
        (await source.GetAsync(CancellationToken.None)).Authorization!.Parameter;
}
