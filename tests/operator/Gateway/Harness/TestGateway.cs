using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
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

    public static async Task<TestGateway> StartAsync(params TrafficTarget[] traffic)
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddNamespace("vision");
        store.AddCustomKind(typeof(ModelDeployment));
        var api = new LocalKubernetesClient(store);
        var options = new GatewayOptions { HttpPort = 0, GrpcPort = 0, AdminPort = 0, LoopbackOnly = true, Identity = "test", DrainTimeout = TimeSpan.FromSeconds(2) };
        var gateway = new TestGateway(api, GatewayApplication.Build(options, api, _ => { }, ownSignals: false));
        await api.CreateAsync(Model(), WriteOptions.Default, CancellationToken.None);
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
        pod.Metadata = new V1ObjectMeta { Name = name, Namespace = "vision", Labels = Labels.Versioned("ocr", revision, "1") };
        var created = await client.CreateAsync(pod, WriteOptions.Default, CancellationToken.None);
        created.Status.PodIP = "127.0.0.1";
        created.Status.Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }];
        await client.UpdateStatusAsync(created, WriteOptions.Default, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await Admin.GetStringAsync("/routes")).Contains($"{name}:", StringComparison.Ordinal), $"{name} in the routes");
        return name;
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

    private static HttpClient Client(Uri address) => new(new SocketsHttpHandler()) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(30) };

    private static ModelDeployment Model()
    {
        var model = new ModelDeployment { Spec = new ModelDeploymentSpec { Model = new ModelSpec { Uri = "https://models.example.com/ocr.onnx" } } };
        model.Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" };
        return model;
    }
}
