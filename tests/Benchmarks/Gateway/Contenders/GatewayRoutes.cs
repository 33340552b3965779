using Slipway.Api;
using Slipway.Benchmarks.Gateway.Backends;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Store;

namespace Slipway.Benchmarks.Gateway.Contenders;

/// <summary>A thousand models with a version and a ready replica each, of which one is asked.</summary>
internal static class GatewayRoutes
{
    /// <summary>The address of the one that is asked, as its status shows it to users.</summary>
    public const string Prefix = $"/{Space}/{Backend.Model}";

    private const string Space = "bench";

    private const int Others = 999;

    private const string Revision = "r1";

    // Nothing waits in the gateway at 256 requests at once: the others have no limit per replica either.
    private const int Concurrency = 512;

    private const int NobodysPort = 9;

    public static async Task AddAsync(ObjectStore store, IKubernetesClient client, int port)
    {
        store.AddNamespace(Space);
        await AddAsync(client, Backend.Model, port);
        for (var other = 1; other <= Others; other++)
            await AddAsync(client, $"other-{other}", NobodysPort);
    }

    private static async Task AddAsync(IKubernetesClient client, string name, int port)
    {
        var model = new ModelDeployment { Spec = new ModelDeploymentSpec { Model = new ModelSpec { Uri = "https://models.example.com/model.onnx" } } };
        model.Metadata = new V1ObjectMeta { Name = name, Namespace = Space };
        var created = await client.CreateAsync(model, WriteOptions.Default, CancellationToken.None);
        created.Status.Traffic = [new TrafficTarget { Revision = Revision, Weight = 100 }];
        created.Status.Versions = [new VersionStatus { Revision = Revision, Version = "1", Concurrency = Concurrency }];
        await client.UpdateStatusAsync(created, WriteOptions.Default, CancellationToken.None);
        var pod = await client.CreateAsync(Pod(name, port), WriteOptions.Default, CancellationToken.None);
        pod.Status.PodIP = "127.0.0.1";
        pod.Status.Conditions = [new V1PodCondition { Type = "Ready", Status = "True" }];
        await client.UpdateStatusAsync(pod, WriteOptions.Default, CancellationToken.None);
    }

    private static V1Pod Pod(string model, int port)
    {
        var container = new V1Container
        {
            Name = "runtime",
            Image = "registry.local/none:1",
            Ports = [new V1ContainerPort { Name = RuntimePorts.HttpName, ContainerPort = port, Protocol = "TCP" }],
        };
        var pod = new V1Pod { Spec = new V1PodSpec { Containers = [container] } };
        pod.Metadata = new V1ObjectMeta { Name = $"{model}-1", Namespace = Space, Labels = Labels.Versioned(model, Revision, "1") };
        return pod;
    }
}
