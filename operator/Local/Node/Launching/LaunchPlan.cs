using Slipway.Kubernetes.Models;
using Slipway.Local.Node.Volumes;

namespace Slipway.Local.Node.Launching;

/// <summary>What to start for a container, with all that differs on this machine: paths of mounts, addresses of models, GPUs.</summary>
/// <param name="FileName">The program.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="Environment">All of its environment.</param>
internal sealed record LaunchPlan(string FileName, IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    private const string UriArgument = "--model-uri=";

    /// <summary>What programs need of this machine's environment; nothing else of the user's reaches a model.</summary>
    private static readonly string[] Inherited =
    [
        "PATH", "HOME", "LANG", "TMPDIR", "DOTNET_ROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SSL_CERT_FILE", "SSL_CERT_DIR",
        "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "no_proxy", "all_proxy",
    ];

    public static LaunchPlan For(V1Pod pod, PodPlaces places, IReadOnlyList<int> gpus, LocalNodeOptions options)
    {
        var map = new UriMap(options.Mappings);
        var own = (pod.Spec.Containers![0].Args ?? []).Select(argument =>
            argument.StartsWith(UriArgument, StringComparison.Ordinal) ? UriArgument + map.Rewrite(argument[UriArgument.Length..]) : Relocate(argument, places));
        return new LaunchPlan(
            options.Runtime.FileName,
            [.. options.Runtime.Arguments, .. own, $"--termination-log={places.TerminationLog}", "--listen-address=127.0.0.1", "--exit-with-parent"],
            EnvironmentOf(places, gpus));
    }

    /// <summary>An argument <c>--x=/mounted/path</c> with the place where the mount really is.</summary>
    private static string Relocate(string argument, PodPlaces places)
    {
        var split = argument.IndexOf('=', StringComparison.Ordinal) + 1;
        var value = argument[split..];
        var mount = places.Mounts.Keys
            .Where(mount => value == mount || value.StartsWith($"{mount}/", StringComparison.Ordinal))
            .MaxBy(mount => mount.Length);
        return mount is null ? argument : argument[..split] + places.Mounts[mount] + value[mount.Length..];
    }

    private static Dictionary<string, string> EnvironmentOf(PodPlaces places, IReadOnlyList<int> gpus)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Inherited)
        {
            if (System.Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
                environment[name] = value;
        }

        environment["CUDA_VISIBLE_DEVICES"] = string.Join(',', gpus);
        environment["DOTNET_EnableDiagnostics"] = "0";
        if (places.Mounts.TryGetValue("/tmp", out var scratch))
            environment["TMPDIR"] = scratch;
        foreach (var (name, value) in places.Variables)
            environment[name] = value;
        return environment;
    }
}
