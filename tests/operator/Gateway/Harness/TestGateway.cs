using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Store;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A gateway on the in-memory API, with one model: vision/ocr.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    private readonly LocalKubernetesClient client;
    private readonly WebApplication application;
    private int pods;

    private TestGateway(LocalKubernetesClient client, WebApplication application)
    {
        this.client = client;
        this.application = application;
    }

    public HttpClient Http { get; private set; } = null!;

    public HttpClient Grpc { get; private set; } = null!;

    public HttpClient Admin { get; private set; } = null!;

    /// <summary>What it has logged.</summary>
    public RecordedLog Log { get; private init; } = null!;

    public static Task<TestGateway> StartAsync(params TrafficTarget[] traffic) => StartAsync(options => options, traffic: traffic);

    public static async Task<TestGateway> StartAsync(
        Func<GatewayOptions, GatewayOptions> change, AccessSpec? access = null, Func<IKubernetesClient, IKubernetesClient>? wrap = null, params TrafficTarget[] traffic)
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddNamespace("vision");
        store.AddCustomKind(typeof(ModelDeployment));
        var api = new LocalKubernetesClient(store);
        var options = change(new GatewayOptions { HttpPort = 0, GrpcPort = 0, AdminPort = 0, LoopbackOnly = true, Identity = "test", DrainTimeout = TimeSpan.FromSeconds(2) });
        var log = new RecordedLog();
        var gateway = new TestGateway(api, GatewayApplication.Build(options, wrap is null ? api : wrap(api), logging => logging.AddProvider(log), ownSignals: false)) { Log = log };
        await api.CreateAsync(Model(access), WriteOptions.Default, CancellationToken.None);
        await gateway.SetTrafficAsync(traffic.Length > 0 ? traffic : [new TrafficTarget { Revision = "r1", Weight = 100 }]);
        await gateway.application.StartAsync();
        var ports = gateway.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        (gateway.Http, gateway.Grpc, gateway.Admin) = (Client(ports[0]), Client(ports[1]), Client(ports[2]));
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetAsync("/readyz")).IsSuccessStatusCode, "the gateway to be ready");
        await Eventually.TrueAsync(async () => (await gateway.Admin.GetStringAsync("/routes")).Contains("vision/ocr", StringComparison.Ordinal), "the route");
        return gateway;
    }

    /// <summary>What the operator writes.</summary>
    public async Task SetTrafficAsync(params TrafficTarget[] traffic)
    {
        var model = (await client.GetAsync<ModelDeployment>("ocr", "vision", CancellationToken.None))!;
        model.Status.Traffic = [.. traffic];
        model.Status.Versions = [.. traffic.Select(target => new VersionStatus { Revision = target.Revision, Version = target.Revision.TrimStart('r'), Concurrency = 4 })];
        await client.UpdateStatusAsync(model, WriteOptions.Default, CancellationToken.None);
    }

    /// <summary>Adds a ready pod.</summary>
    public async Task<string> AddAsync(int httpPort, int grpcPort = 1, string revision = "r1")
    {
        var name = $"ocr-{Interlocked.Increment(ref pods)}";
        await CreatePodAsync(name, "ocr", httpPort, grpcPort, revision, "127.0.0.1");
        await Eventually.TrueAsync(async () => (await Admin.GetStringAsync("/routes")).Contains($"{name}:", StringComparison.Ordinal), $"{name} in the routes");
        return name;
    }

    /// <summary>Ends it as SIGTERM does, after the delay for load balancers.</summary>
    public Task StopAsync() => application.StopAsync();

    /// <summary>Adds a model whose pod has an address that is none.</summary>
    public async Task AddUnroutableAsync()
    {
        var model = Model(access: null);
        model.Metadata.Name = "bad";
        var created = await client.CreateAsync(model, WriteOptions.Default, CancellationToken.None);
        created.Status.Traffic = [new TrafficTarget { Revision = "r1", Weight = 100 }];
        await client.UpdateStatusAsync(created, WriteOptions.Default, CancellationToken.None);
        await CreatePodAsync("bad-1", "bad", 1, 2, "r1", "no address");
    }

    /// <summary>Creates or replaces a Secret.</summary>
    public async Task SetSecretAsync(string name, params (string Key, string Value)[] entries)
    {
        var secret = new V1Secret { Data = entries.ToDictionary(entry => entry.Key, entry => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(entry.Value))) };
        secret.Metadata = new V1ObjectMeta { Name = name, Namespace = "vision" };
        if (await client.GetAsync<V1Secret>(name, "vision", CancellationToken.None) is null)
            await client.CreateAsync(secret, WriteOptions.Default, CancellationToken.None);
        else
            await client.UpdateAsync(secret, WriteOptions.Default, CancellationToken.None);
    }

    public Task<HttpResponseMessage> InferAsync(string body = "{}", string path = "/vision/ocr/v2/models/ocr/infer") =>
        Http.PostAsync(path, new StringContent(body));

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        Grpc?.Dispose();
        Admin?.Dispose();
        await application.DisposeAsync();
    }

    private async Task CreatePodAsync(string name, string model, int httpPort, int grpcPort, string revision, string ip)
    {
        var pod = new V1Pod
        {
            Spec = new V1PodSpec
            {
                Containers =
                [
                    new V1Container
                    {
                        Name = "runtime",
                        Image = "registry.local/none:1",
                        Ports =
                        [
                            new V1ContainerPort { Name = RuntimePorts.HttpName, ContainerPort = httpPort, Protocol = "TCP" },
                            new V1ContainerPort { Name = RuntimePorts.GrpcName, ContainerPort = grpcPort, Protocol = "TCP" },
                        ],
                    },
                ],
            },
        };
        pod.Metadata = new V1ObjectMeta { Name = name, Namespace = "vision", Labels = Labels.Versioned(model, revision, "1") };
        var created = await client.CreateAsync(pod, WriteOptions.Default, CancellationToken.None);
        created.Status.PodIP = ip;
        created.Status.Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }];
        await client.UpdateStatusAsync(created, WriteOptions.Default, CancellationToken.None);
    }

    private static HttpClient Client(Uri address) => new(Handler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    // Nobody vouches for the certificates of tests, which look at the names on them.
    private static SocketsHttpHandler Handler() => new() { SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null } };

    private static ModelDeployment Model(AccessSpec? access)
    {
        var model = new ModelDeployment { Spec = new ModelDeploymentSpec { Access = access, Model = new ModelSpec { Uri = "https://models.example.com/ocr.onnx" } } };
        model.Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" };
        return model;
    }
}
