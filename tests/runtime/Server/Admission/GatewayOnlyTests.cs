using System.Net;
using System.Text;
using Google.Protobuf;
using Slipway.Runtime.Protocol.Protos;
using Slipway.Runtime.Server.Admission;
using Slipway.Runtime.Server.Tests.Grpc;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Admission;

[Collection(InsideCollection.Name)]
public sealed class GatewayOnlyTests : IAsyncLifetime
{
    private const string Infer = """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1,2,3,4]}]}""";

    private readonly TemporaryDirectory _directory = new();
    private readonly TestGatewayKey _key = new();
    private RuntimeInside _runtime = null!;
    private HttpClient _http = null!;
    private HttpClient _grpc = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async Task InitializeAsync()
    {
        _runtime = await RuntimeInside.StartAsync(
            WorkingModels.Mlp(1, 4, 2).Save(_directory.Path), gateway: new GatewayTrust(TestGatewayKey.Audience, [_key.Public]));
        _http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{_runtime.HttpPort}") };
        _grpc = new HttpClient(new SocketsHttpHandler())
        {
            BaseAddress = new Uri($"http://127.0.0.1:{_runtime.GrpcPort}"),
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    [Theory]
    [InlineData("POST", "/v2/models/m/infer", Infer)]
    [InlineData("POST", "/v1/models/m:predict", """{"instances":[[1,2,3,4]]}""")]
    [InlineData("GET", "/v2/models/m", null)]
    [InlineData("GET", "/v2", null)]
    [InlineData("GET", "/v1/models", null)]
    [InlineData("GET", "/v2/models/m/stats", null)]
    [InlineData("POST", "/v2/repository/index", "{}")]
    public async Task Row_55_REST_around_the_gateway_is_refused(string method, string path, string? body)
    {
        var (status, text, challenge) = await AskAsync(method, path, body);
        status.ShouldBe(HttpStatusCode.Unauthorized);
        text.ShouldBe($$"""{"error":"{{GatewayGuard.Refusal}}"}""");
        challenge.ShouldBe("SlipwayGateway");
        (await AskAsync(method, path, body, _key.Token(Now, "other/m"))).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(method, path, body, _key.Token(Now, lifeSeconds: -120))).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var good = _key.Token(Now);
        (await AskAsync(method, path, body, good)).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(method, path, body, good, good)).Status.ShouldBe(HttpStatusCode.Unauthorized, "two say nothing");
    }

    [Theory]
    [InlineData("ModelInfer")]
    [InlineData("ModelStreamInfer")]
    [InlineData("ModelMetadata")]
    [InlineData("ServerMetadata")]
    [InlineData("RepositoryIndex")]
    public async Task Row_55_gRPC_around_the_gateway_is_refused(string method)
    {
        var message = MessageOf(method);

        var refused = await GrpcClient.CallAsync(_grpc, GrpcClient.V2Service + method, message);
        var taken = await GrpcClient.CallAsync(_grpc, GrpcClient.V2Service + method, message, (GatewayGuard.HeaderName, _key.Token(Now)));

        (refused.Status, refused.Message, refused.Messages.Count).ShouldBe(("16", GatewayGuard.Refusal, 0));
        taken.Status.ShouldBe("0");
    }

    [Fact]
    public async Task Row_55_health_metrics_and_status_are_everyones()
    {
        using var admin = new HttpClient(new SocketsHttpHandler()) { BaseAddress = new Uri($"http://127.0.0.1:{_runtime.AdminPort}") };
        (await AskAsync("GET", "/v2/models/m")).Status.ShouldBe(HttpStatusCode.Unauthorized);

        (await AskAsync("GET", "/v2/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync("GET", "/v2/health/ready")).Status.ShouldBe(HttpStatusCode.OK);
        (await GrpcClient.CallAsync(_grpc, "/grpc.health.v1.Health/Check", new HealthCheckRequest())).Status.ShouldBe("0");
        (await GrpcClient.CallAsync(_grpc, GrpcClient.V2Service + "ServerReady", new ServerReadyRequest())).Status.ShouldBe("0");
        (await admin.GetStringAsync("/metrics")).ShouldContain("slipway_requests_unauthenticated_total{");
        (await admin.GetStringAsync("/status")).ShouldContain("\"Ready\"");
        (await admin.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/v2/health/../models/m")]
    [InlineData("/v2/health/ready/../../models/m")]
    [InlineData("/v2/health/%2e%2e/models/m")]
    [InlineData("//v2/models/m")]
    [InlineData("/v2/models/m/")]
    public async Task Row_55_no_other_spelling_of_a_path_leads_in(string path) =>
        (await AskAsync("GET", path)).Status.ShouldBe(HttpStatusCode.Unauthorized);

    public async Task DisposeAsync()
    {
        _http.Dispose();
        _grpc.Dispose();
        await _runtime.DisposeAsync();
        _key.Dispose();
        _directory.Dispose();
    }

    private static IMessage MessageOf(string method) => method switch
    {
        "ModelInfer" or "ModelStreamInfer" => Inference(),
        "ModelMetadata" => new ModelMetadataRequest { Name = "m" },
        "ServerMetadata" => new ServerMetadataRequest(),
        _ => new RepositoryIndexRequest(),
    };

    private static ModelInferRequest Inference()
    {
        var input = new ModelInferRequest.Types.InferInputTensor { Name = "x", Datatype = "FP32", Shape = { 1, 4 }, Contents = new InferTensorContents { Fp32Contents = { 1, 2, 3, 4 } } };
        return new ModelInferRequest { ModelName = "m", Inputs = { input } };
    }

    private async Task<(HttpStatusCode Status, string Text, string Challenge)> AskAsync(string method, string path, string? body = null, params string[] tokens)
    {
        var target = new Uri(_http.BaseAddress!.AbsoluteUri.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        foreach (var token in tokens) request.Headers.Add(GatewayGuard.HeaderName, token);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.WwwAuthenticate.ToString());
    }
}
