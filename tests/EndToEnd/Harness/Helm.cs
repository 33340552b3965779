using System.Text.Json.Nodes;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.EndToEnd.Harness;

/// <summary>The real helm and our chart.</summary>
public static class Helm
{
    public const string Release = "slipway";
    public const string Namespace = "slipway-system";

    /// <summary>Selects the operator's pods.</summary>
    public const string Manager = "app.kubernetes.io/name=slipway,app.kubernetes.io/component=manager";

    /// <summary>Selects the gateways' pods.</summary>
    public const string Gateway = "app.kubernetes.io/name=slipway,app.kubernetes.io/component=gateway";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    /// <summary>
    /// <c>helm upgrade --install</c> of charts/slipway; returns when the operator is ready. Without gateways unless they are asked for: most
    /// tests ask a model's own Service.
    /// </summary>
    public static Task<string> InstallAsync(ClusterSettings settings, params string[] more) =>
        RunAsync([
            "upgrade", Release, Path.Join(RepositoryPaths.Root, "charts/slipway"), "--install",
            "--namespace", Namespace, "--create-namespace", "--wait", "--timeout", "3m",
            "--set-string", $"image={settings.OperatorImage}",
            "--set-string", $"runtimeImage={settings.RuntimeImage}",
            "--set-string", $"modelSources.allowHosts={{{settings.HostAddress}}}",
            "--set", "gateway.enabled=false",
            .. more]);

    /// <summary>The installation's pods that are there to stay: an upgrade leaves the old ones listed for a while.</summary>
    /// <param name="selector"><see cref="Manager"/> or <see cref="Gateway"/>.</param>
    public static async Task<IReadOnlyList<JsonNode>> PodsAsync(string selector) =>
        [.. (await Kubectl.ListAsync(Namespace, "pods", selector)).Where(pod => !Pods.IsDeleted(pod))];

    /// <summary><c>helm test</c>.</summary>
    public static Task<string> TestAsync() => RunAsync("test", Release, "--namespace", Namespace, "--timeout", "2m");

    /// <summary>Runs helm; what it printed.</summary>
    /// <exception cref="CommandFailedException">It ended with an exit code other than 0.</exception>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        var result = await ChildProcess.RunAsync("helm", arguments, timeout: Limit);
        return result.ExitCode == 0 ? result.Output : throw new CommandFailedException("helm", arguments, result);
    }
}
