using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Gateway;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Store;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Processes;

namespace Slipway.SystemTests;

/// <summary>faults.md row 55: the gateway's tokens, made by one library, are those that the runtime reads by hand.</summary>
public sealed class TrustTests : IDisposable
{
    private const string Request = """{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4],"data":[1,2,3,4]}]}""";

    private readonly TemporaryDirectory directory = new();
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly HttpClient http = new(new SocketsHttpHandler());
    private readonly int port = FreePort.Next();

    [Theory]
    [InlineData("vision/ocr", HttpStatusCode.OK)]
    [InlineData("speech/ocr", HttpStatusCode.BadGateway)]
    public async Task Row_55_a_runtime_answers_the_gateway_that_has_the_key_and_nobody_else(string audience, HttpStatusCode expected)
    {
        await using var runtime = StartRuntime(audience);
        var around = new Uri($"http://127.0.0.1:{port}/");
        await Eventually.TrueAsync(async () => (await http.GetAsync(new Uri(around, "v2/health/ready"))).IsSuccessStatusCode, "the model", LocalSystem.Patience);
        await using var gateway = await StartGatewayAsync();
        var through = gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

        var status = await Eventually.GetAsync(
            async () => await AskAsync(new Uri($"{through}/vision/ocr/v2/models/ocr/infer")) is not (HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable) and var code ? $"{code}" : null,
            "the route",
            LocalSystem.Patience);

        status.ShouldBe($"{expected}");
        (await AskAsync(new Uri(around, "v2/models/ocr/infer"))).ShouldBe(HttpStatusCode.Unauthorized);
    }

    public void Dispose()
    {
        http.Dispose();
        key.Dispose();
        directory.Dispose();
    }

    private ChildProcess StartRuntime(string audience)
    {
        directory.Write("key.pem", System.Text.Encoding.ASCII.GetBytes(key.ExportECPrivateKeyPem()));
        return ChildProcess.Start(Programs.Runtime, [
            "serve", directory.Write("model.onnx", WorkingModels.Mlp(1, 4, 8, 2).ToBytes()), "--model-name=ocr", "--grpc-port=0",
            string.Create(CultureInfo.InvariantCulture, $"--http-port={port}"), string.Create(CultureInfo.InvariantCulture, $"--admin-port={FreePort.Next()}"),
            $"--cache-dir={directory.Join("cache")}", $"--termination-log={directory.Join("log")}",
            $"--gateway-key={Convert.ToBase64String(key.ExportSubjectPublicKeyInfo())}", $"--gateway-audience={audience}"]);
    }

    private async Task<WebApplication> StartGatewayAsync()
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddNamespace("vision");
        store.AddCustomKind(typeof(ModelDeployment));
        var client = new LocalKubernetesClient(store);
        var model = await client.CreateAsync(
            new ModelDeployment { Metadata = new() { Name = "ocr", Namespace = "vision" }, Spec = new() { Model = new() { Uri = "https://models.test/m.onnx" } } },
            WriteOptions.Default,
            CancellationToken.None);
        model.Status.Traffic = [new TrafficTarget { Revision = "r1", Weight = 100 }];
        await client.UpdateStatusAsync(model, WriteOptions.Default, CancellationToken.None);
        var container = new V1Container { Name = "runtime", Image = "a:1", Ports = [new V1ContainerPort { Name = RuntimePorts.HttpName, ContainerPort = port, Protocol = "TCP" }] };
        var pod = new V1Pod { Metadata = new() { Name = "ocr-1", Namespace = "vision", Labels = Labels.Versioned("ocr", "r1", "1") }, Spec = new() { Containers = [container] } };
        var created = await client.CreateAsync(pod, WriteOptions.Default, CancellationToken.None);
        created.Status.PodIP = "127.0.0.1";
        created.Status.Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }];
        await client.UpdateStatusAsync(created, WriteOptions.Default, CancellationToken.None);
        var options = new GatewayOptions { HttpPort = 0, GrpcPort = 0, AdminPort = 0, LoopbackOnly = true, ReplicaKeyPath = directory.Join("key.pem") };
        var gateway = GatewayApplication.Build(options, client, logging => logging.SetMinimumLevel(LogLevel.None), ownSignals: false);
        await gateway.StartAsync();
        return gateway;
    }

    private async Task<HttpStatusCode> AskAsync(Uri target)
    {
        using var body = new StringContent(Request);
        using var answer = await http.PostAsync(target, body);
        return answer.StatusCode;
    }
}
