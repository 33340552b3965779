using Xunit.Abstractions;

namespace Slipway.EndToEnd.Harness;

/// <summary>What someone who reads a failed run needs: objects, events, logs.</summary>
internal static class Diagnostics
{
    public static async Task PrintAsync(string @namespace, ITestOutputHelper output)
    {
        await PrintAsync(output, "get", "modeldeployments,deployments,pods,services,controllerrevisions", "-n", @namespace, "-o", "wide");
        await PrintAsync(output, "get", "modeldeployments", "-n", @namespace, "-o", "yaml");
        await PrintAsync(output, "get", "events", "-n", @namespace, "--sort-by=.metadata.creationTimestamp");
        await PrintAsync(output, "logs", "-n", @namespace, "-l", "app.kubernetes.io/managed-by=slipway", "--tail=40", "--prefix", "--all-containers");
        await PrintAsync(output, "logs", "-n", Helm.Namespace, "-l", "app.kubernetes.io/name=slipway", "--tail=80", "--prefix");
    }

    private static async Task PrintAsync(ITestOutputHelper output, params string[] arguments)
    {
        var result = await Kubectl.TryAsync(arguments);
        output.WriteLine($"--- kubectl {string.Join(' ', arguments)}\n{result.Output}{result.Errors}");
    }
}
