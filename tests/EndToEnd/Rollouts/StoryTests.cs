using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Slipway.Tests.Support.Processes;
using Xunit.Abstractions;

namespace Slipway.EndToEnd.Rollouts;

/// <summary>What someone sees who types <c>kubectl get mdep -w</c> and knows nothing of the internals.</summary>
public sealed class StoryTests(ClusterFixture cluster, GatewayInstallation gateway, ITestOutputHelper output)
    : RolloutTests(cluster, gateway, output)
{
    /// <summary>READY, REASON, VERSION and CANARY, where there is one; then other columns.</summary>
    private static readonly string[] Story =
    [
        "True Ready 1 ",
        "False RollingOut 1 20 ",
        "False RollingOut 1 50 ",
        "True Ready 2 ",
        "False RollingOut 2 20 ",
        "False VersionFailing 2 ",
    ];

    [Fact]
    public Task Kubectl_get_w_tells_of_a_good_version_and_of_a_bad_one() =>
        InNamespaceAsync(async space =>
        {
            await using var traffic = await ServeAsync(space, Version("1"));
            await using var watch = ChildProcess.Start("kubectl", ["get", "mdep", "model", "-n", space.Name, "-w"]);
            await Eventually.TrueAsync(() => watch.Output.Contains("Ready", StringComparison.Ordinal), "the first line");

            await space.ApplyAsync(Version("2", WorkingModels.Slow(2)));
            await space.UntilAsync("model", "version 2", node => IsSettled(node, "2"), TimeSpan.FromSeconds(120));
            await space.ApplyAsync(Version("3", BrokenModels.FailsFromOneOn()));
            await space.UntilAsync("model", "a rollout that is given up", node => Phase(node) == "Aborted", TimeSpan.FromSeconds(90));

            await Eventually.TrueAsync(() => watch.Output.Contains("VersionFailing", StringComparison.Ordinal), "the last line");
            Output.WriteLine(watch.Output);
            Untold(watch.Output).ShouldBeNull("this line did not come in its order");
        });

    /// <summary>The first line of the story that did not come in its order; null: all did.</summary>
    private static string? Untold(string table)
    {
        var told = string.Join(' ', table.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var at = 0;
        foreach (var line in Story)
        {
            var found = told.IndexOf(line, at, StringComparison.Ordinal);
            if (found < 0)
                return line;
            at = found + line.Length;
        }
        return null;
    }
}
