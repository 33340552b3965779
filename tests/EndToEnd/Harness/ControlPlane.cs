using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.EndToEnd.Harness;

/// <summary>Holds components of our own cluster down; a cluster that was named or made by kind refuses.</summary>
internal static class ControlPlane
{
    private static readonly string Script = Path.Join(RepositoryPaths.Root, "tests/cluster/cluster");

    public static Task StopAsync(string component) => RunAsync("stop", component);

    public static Task StartAsync(string component) => RunAsync("start", component);

    /// <summary><c>up</c>, <c>lose</c> or <c>down</c>: a second node.</summary>
    public static Task SecondNodeAsync(string command) => RunAsync("second-node", command);

    /// <summary>Gives an image that the cluster has another name as well.</summary>
    public static Task TagImageAsync(string image, string name) => RunAsync("tag-image", image, name);

    private static async Task RunAsync(params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(Script, arguments, timeout: TimeSpan.FromSeconds(200));
        if (result.ExitCode != 0)
            throw new CommandFailedException(Script, arguments, result);
    }
}
