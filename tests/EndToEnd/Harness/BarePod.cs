using System.Diagnostics;
using System.Text;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Models;
using Slipway.Tests.Support;

namespace Slipway.EndToEnd.Harness;

/// <summary>A model's pod without operator, Deployment and gateway: the least that any platform needs to start it.</summary>
public sealed class BarePod : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly KubernetesClient client = new(KubernetesClientConfiguration.LoadDefault(Environment.GetEnvironmentVariable("KUBECONFIG")));
    private readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(200) });

    /// <summary>Starts a copy of the pod, and deletes it.</summary>
    /// <param name="pod">What it should look like.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="body">An inference request.</param>
    /// <returns>From the API server's being asked for the pod to the pod's first answer.</returns>
    public async Task<TimeSpan> StartAsync(V1Pod pod, string model, string body)
    {
        var copy = new V1Pod { Metadata = new() { Name = "bare", Namespace = pod.Metadata.Namespace }, Spec = pod.Spec };
        copy.Spec.NodeName = null;
        var began = Stopwatch.GetTimestamp();
        await client.CreateAsync(copy, new WriteOptions(), CancellationToken.None);
        await Eventually.TrueAsync(() => AnswersAsync(copy.Metadata, model, body), "the bare pod to answer", Limit);
        var took = Stopwatch.GetElapsedTime(began);
        await client.DeleteAsync<V1Pod>("bare", copy.Metadata.Namespace, new DeleteOptions(), CancellationToken.None);
        await Eventually.TrueAsync(async () => await FindAsync("bare", copy.Metadata.Namespace!) is null, "the bare pod to go", Pods.Removal);
        return took;
    }

    /// <summary>The pod as it is; null when it is gone.</summary>
    public Task<V1Pod?> FindAsync(string name, string @namespace) => client.GetAsync<V1Pod>(name, @namespace, CancellationToken.None);

    public void Dispose()
    {
        client.Dispose();
        http.Dispose();
    }

    private async Task<bool> AnswersAsync(V1ObjectMeta pod, string model, string body)
    {
        if ((await FindAsync(pod.Name!, pod.Namespace!))?.Status.PodIP is not { Length: > 0 } address)
            return false;
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri($"http://{address}:{RuntimePorts.Http}/v2/models/{model}/infer"), content);
        return answer.IsSuccessStatusCode;
    }
}
