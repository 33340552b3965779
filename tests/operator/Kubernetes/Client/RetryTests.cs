using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class RetryTests : IAsyncLifetime
{
    private const string ConfigMap = """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"ns"}}""";

    private ScriptedApiServer server = null!;
    private KubernetesClient client = null!;

    public async Task InitializeAsync()
    {
        server = await ScriptedApiServer.StartAsync();
        client = new KubernetesClient(server.Configuration, new KubernetesClientOptions { RequestTimeout = TimeSpan.FromSeconds(5) });
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        await server.DisposeAsync();
    }

    [Theory(Timeout = 10_000)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_write_is_sent_again_when_the_server_says_when(int code)
    {
        server.ThenRefuse(code, "Busy", "later", retryAfter: "0").ThenRefuse(code, "Busy", "later", retryAfter: "0").Then(201, ConfigMap);
        await CreateAsync();
        server.Requests.Count.ShouldBe(3);
        server.LastRequest.Body.ShouldContain("\"name\":\"a\"");
    }

    [Theory(Timeout = 10_000)]
    [InlineData(429, null)]
    [InlineData(500, null)]
    [InlineData(409, "0")]
    [InlineData(503, "31")]
    public async Task Without_a_bearable_Retry_After_the_refusal_reaches_the_caller(int code, string? retryAfter)
    {
        server.ThenRefuse(code, "Busy", "no", retryAfter).Then(201, ConfigMap);
        var refusal = await Should.ThrowAsync<KubernetesApiException>(CreateAsync);
        ((int)refusal.StatusCode).ShouldBe(code);
        refusal.RetryAfter.ShouldBe(retryAfter is null ? null : TimeSpan.FromSeconds(int.Parse(retryAfter)));
        server.Requests.Count.ShouldBe(1);
    }

    [Fact(Timeout = 20_000)]
    public async Task Gives_up_after_ten_retries()
    {
        for (var i = 0; i < 20; i++)
            server.ThenRefuse(429, "TooManyRequests", "no", retryAfter: "0");
        await Should.ThrowAsync<KubernetesApiException>(CreateAsync);
        server.Requests.Count.ShouldBe(11);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_read_is_sent_again_after_a_cut_connection()
    {
        server.ThenCut().Then(200, ConfigMap);
        (await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None)).ShouldNotBeNull();
        server.Requests.Count.ShouldBe(2);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_read_is_sent_again_after_a_cut_within_the_answer()
    {
        server.ThenStream(["{\"kind\":"u8.ToArray()], context =>
        {
            context.Abort();
            return Task.CompletedTask;
        }).Then(200, ConfigMap);
        (await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None)).ShouldNotBeNull();
    }

    [Fact(Timeout = 10_000)]
    public async Task A_write_is_never_sent_again_after_a_cut_connection()
    {
        server.ThenCut().Then(201, ConfigMap);
        var failure = await Should.ThrowAsync<HttpRequestException>(CreateAsync);
        failure.Message.ShouldStartWith("create configmaps ns/a: ");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_server_that_does_not_answer_is_a_failure_after_the_time_limit()
    {
        using var impatient = new KubernetesClient(server.Configuration, new KubernetesClientOptions { RequestTimeout = TimeSpan.FromMilliseconds(100) });
        server.ThenHang();
        var failure = await Should.ThrowAsync<HttpRequestException>(() => impatient.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None));
        failure.Message.ShouldBe("get configmaps ns/a: no answer within 0.1 s");
        failure.InnerException.ShouldBeOfType<TimeoutException>();
    }

    [Fact(Timeout = 10_000)]
    public async Task Cancelling_is_no_failure_of_the_server()
    {
        using var cancel = new CancellationTokenSource();
        server.Then(async context =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await Should.ThrowAsync<OperationCanceledException>(() => client.GetAsync<V1ConfigMap>("a", "ns", cancel.Token));
    }

    private Task<V1ConfigMap> CreateAsync() =>
        client.CreateAsync(new V1ConfigMap { Metadata = { Name = "a", Namespace = "ns" } }, WriteOptions.Default, CancellationToken.None);
}
