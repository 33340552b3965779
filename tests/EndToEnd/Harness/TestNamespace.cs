using System.Net.Sockets;
using System.Text.Json.Nodes;
using Slipway.Tests.Support;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Harness;

/// <summary>A namespace for one test, and the questions that tests ask about the ModelDeployments in it.</summary>
public sealed class TestNamespace
{
    private readonly ITestOutputHelper output;

    private TestNamespace(string name, ITestOutputHelper output)
    {
        Name = name;
        this.output = output;
    }

    public string Name { get; }

    public static async Task<TestNamespace> CreateAsync(ITestOutputHelper output)
    {
        var name = $"e2e-{Guid.NewGuid().ToString("n")[..8]}";
        await Kubectl.RunAsync("create", "namespace", name);
        return new TestNamespace(name, output);
    }

    public async Task DeleteAsync() =>
        await Kubectl.RunAsync("delete", "namespace", Name, "--wait=false");

    public async Task ApplyAsync(ModelManifest manifest)
    {
        var said = await Kubectl.ApplyAsync(Name, manifest.ToYaml());
        output.WriteLine($"kubectl apply: {said.Trim()}");
    }

    /// <summary>The ModelDeployment.</summary>
    public async Task<JsonNode> GetAsync(string name) =>
        await Kubectl.FindAsync(Name, "modeldeployment", name) ?? throw new InvalidOperationException($"ModelDeployment {name} does not exist.");

    /// <summary>Waits with <c>kubectl wait</c> until all wanted replicas of the newest version serve.</summary>
    public async Task WaitReadyAsync(string name, int seconds = 60)
    {
        // The condition must be about the present spec: an older Ready would end the wait at once. An operator that was killed is followed
        // when its lease has expired, after 15 s.
        await UntilAsync(name, "observed", IsObserved, TimeSpan.FromSeconds(30));
        await Kubectl.RunAsync("wait", "--for=condition=Ready", $"modeldeployment/{name}", "-n", Name, $"--timeout={seconds}s");
    }

    /// <summary>Waits until the ModelDeployment looks as asked; what it looks like then.</summary>
    public async Task<JsonNode> UntilAsync(string name, string what, Func<JsonNode, bool> looks, TimeSpan? timeout = null)
    {
        JsonNode? last = null;
        try
        {
            return await Eventually.GetAsync(
                async () => looks(last = await GetAsync(name)) ? last : null,
                $"ModelDeployment {name}: {what}",
                timeout ?? TimeSpan.FromSeconds(30),
                TimeSpan.FromMilliseconds(250));
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{exception.Message}\nLast seen: {Kubectl.Show(last?["status"])}", exception);
        }
    }

    /// <summary>Waits until the Ready condition is False for this reason.</summary>
    public Task<JsonNode> UntilNotReadyAsync(string name, string reason, TimeSpan? timeout = null) =>
        UntilAsync(name, $"Ready=False, {reason}", node => IsObserved(node) && Condition(node, "Ready") is ("False", var found, _) && found == reason, timeout);

    /// <summary>Address of the model's Service, from outside the pods.</summary>
    public async Task<ModelClient> ClientAsync(string name)
    {
        var service = await Kubectl.FindAsync(Name, "service", name) ?? throw new InvalidOperationException($"Service {name} does not exist.");
        var address = (string)service["spec"]!["clusterIP"]!;
        await Eventually.TrueAsync(() => AcceptsAsync(address), $"kube-proxy to lead {address} to a pod", TimeSpan.FromSeconds(30));
        return new ModelClient(new Uri($"http://{address}/"), name);
    }

    // Nodes learn of a Service's pods a moment after the API server does; until then they refuse connections.
    private static async Task<bool> AcceptsAsync(string address)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(address, 80).WaitAsync(TimeSpan.FromSeconds(2));
            return true;
        }
        catch (Exception error) when (error is SocketException or TimeoutException)
        {
            return false;
        }
    }

    public Task<IReadOnlyList<JsonNode>> PodsAsync(string name) => Kubectl.ListAsync(Name, "pods", $"slipway.dev/model={name}");

    /// <summary>The pods that may get requests.</summary>
    public async Task<List<JsonNode>> ReadyPodsAsync(string name) => [.. (await PodsAsync(name)).Where(IsReady)];

    /// <summary>Status, reason and message of a condition; empty when it is not there.</summary>
    public static (string Status, string Reason, string Message) Condition(JsonNode node, string type)
    {
        var found = node["status"]?["conditions"]?.AsArray().FirstOrDefault(condition => (string?)condition!["type"] == type);
        return ((string?)found?["status"] ?? "", (string?)found?["reason"] ?? "", (string?)found?["message"] ?? "");
    }

    private static bool IsReady(JsonNode pod) =>
        !Pods.IsDeleted(pod)
        && pod["status"]?["conditions"]?.AsArray().Any(condition => (string?)condition!["type"] == "Ready" && (string?)condition["status"] == "True") == true;

    public static bool IsObserved(JsonNode node) =>
        (long?)node["status"]?["observedGeneration"] == (long)node["metadata"]!["generation"]!;
}
