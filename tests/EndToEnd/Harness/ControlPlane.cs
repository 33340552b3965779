using System.Globalization;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.EndToEnd.Harness;

/// <summary>Holds components of our own cluster down; a cluster that was named or made by kind refuses.</summary>
internal static class ControlPlane
{
    private static readonly string Script = Path.Join(RepositoryPaths.Root, "tests/cluster/cluster");

    public static Task StopAsync(string component) => RunAsync("stop", component);

    public static Task StartAsync(string component) => RunAsync("start", component);

    /// <summary>
    /// Takes API server and controller manager away for a time. The latter comes back when the node has been heard of: after 40 s of
    /// blindness it would call the node lost before its kubelet can say a word, and no Service of the cluster, whoever's, would have an
    /// endpoint for that moment.
    /// </summary>
    public static async Task OutageAsync(TimeSpan duration)
    {
        await StopAsync("kube-controller-manager");
        await StopAsync("kube-apiserver");
        try
        {
            await Task.Delay(duration, TimeProvider.System);
        }
        finally
        {
            await ReturnAsync();
        }
    }

    /// <summary><c>up</c>, <c>lose</c> or <c>down</c>: a second node.</summary>
    public static Task SecondNodeAsync(string command) => RunAsync("second-node", command);

    /// <summary>Gives an image that the cluster has another name as well.</summary>
    public static Task TagImageAsync(string image, string name) => RunAsync("tag-image", image, name);

    private static async Task ReturnAsync()
    {
        var back = TimeProvider.System.GetUtcNow();
        await StartAsync("kube-apiserver");
        try
        {
            await Eventually.TrueAsync(() => IsNodeHeardSinceAsync(back), "the node to be heard of again", TimeSpan.FromSeconds(40));
        }
        finally
        {
            await StartAsync("kube-controller-manager");
        }
    }

    private static async Task<bool> IsNodeHeardSinceAsync(DateTimeOffset time)
    {
        var lease = await Kubectl.TryAsync("get", "lease", SecondNode.First, "-n", "kube-node-lease", "-o", "jsonpath={.spec.renewTime}");
        return DateTimeOffset.TryParse(lease.Output, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var renewed) && renewed > time;
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(Script, arguments, timeout: TimeSpan.FromSeconds(200));
        if (result.ExitCode != 0)
            throw new CommandFailedException(Script, arguments, result);
    }
}
