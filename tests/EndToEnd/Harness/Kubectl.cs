using System.Text.Json;
using System.Text.Json.Nodes;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.EndToEnd.Harness;

/// <summary>The real kubectl, as a user would type it.</summary>
public static class Kubectl
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs kubectl; what it printed.</summary>
    /// <exception cref="CommandFailedException">It ended with an exit code other than 0.</exception>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        return result.ExitCode == 0 ? result.Output : throw new CommandFailedException("kubectl", arguments, result);
    }

    /// <summary>Runs kubectl, whatever comes of it.</summary>
    public static Task<ProcessResult> TryAsync(params string[] arguments) => ChildProcess.RunAsync("kubectl", arguments, timeout: Limit);

    /// <summary><c>kubectl apply -f</c> of this text.</summary>
    public static async Task<string> ApplyAsync(string @namespace, string yaml)
    {
        using var file = new TemporaryDirectory();
        var path = Path.Join(file.Path, "manifest.yaml");
        await File.WriteAllTextAsync(path, yaml);
        return await RunAsync("apply", "-n", @namespace, "-f", path);
    }

    /// <summary><c>kubectl apply -f</c> of a text that should be refused: what kubectl said.</summary>
    public static async Task<ProcessResult> TryApplyAsync(string @namespace, string yaml)
    {
        using var file = new TemporaryDirectory();
        var path = Path.Join(file.Path, "manifest.yaml");
        await File.WriteAllTextAsync(path, yaml);
        return await TryAsync("apply", "-n", @namespace, "-f", path);
    }

    /// <summary>Asks for the eviction of a pod, as a drain does.</summary>
    public static async Task<ProcessResult> TryEvictAsync(string @namespace, string pod)
    {
        // Servers before 1.22 know only the beta version, those from 1.25 on no longer.
        var version = (await RunAsync("api-versions")).Split('\n').Contains("policy/v1", StringComparer.Ordinal) ? "policy/v1" : "policy/v1beta1";
        using var file = new TemporaryDirectory();
        var path = Path.Join(file.Path, "eviction.json");
        await File.WriteAllTextAsync(path, $$$"""{"apiVersion":"{{{version}}}","kind":"Eviction","metadata":{"name":"{{{pod}}}","namespace":"{{{@namespace}}}"}}""");
        return await TryAsync("create", "--raw", $"/api/v1/namespaces/{@namespace}/pods/{pod}/eviction", "-f", path);
    }

    /// <summary>One object, or null when it does not exist.</summary>
    public static async Task<JsonNode?> FindAsync(string @namespace, string kind, string name)
    {
        var text = await RunAsync("get", kind, name, "-n", @namespace, "-o", "json", "--ignore-not-found");
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    /// <summary>All objects of a kind that carry the labels.</summary>
    public static async Task<IReadOnlyList<JsonNode>> ListAsync(string @namespace, string kind, string selector = "")
    {
        var text = await RunAsync("get", kind, "-n", @namespace, "-l", selector, "-o", "json");
        return JsonNode.Parse(text)!["items"]!.AsArray().Select(item => item!).ToList();
    }

    /// <summary>Compact JSON for messages.</summary>
    public static string Show(JsonNode? node) => node?.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) ?? "(none)";
}
