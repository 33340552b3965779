namespace Slipway.Kubernetes.Configuration;

/// <summary>Looks for a configuration in the documented order.</summary>
internal sealed class ConfigurationLoader(ProcessEnvironment environment)
{
    public KubernetesClientConfiguration Load(string? kubeconfigPath, string? context)
    {
        if (kubeconfigPath is not null)
        {
            return File.Exists(kubeconfigPath)
                ? FromFiles([kubeconfigPath], context)
                : throw new KubernetesConfigurationException($"The kubeconfig '{kubeconfigPath}' does not exist.");
        }

        var listed = ListedFiles();
        if (listed.Any(File.Exists))
            return FromFiles(listed, context);
        if (context is null && InClusterConfiguration.TryLoad(environment) is { } inCluster)
            return inCluster;

        var home = Path.Combine(environment.HomeDirectory, ".kube", "config");
        if (listed.Count == 0 && File.Exists(home))
            return FromFiles([home], context);
        throw new KubernetesConfigurationException(
            $"No Kubernetes configuration found: {Describe(listed)}, this is no pod with a service account"
            + (listed.Count == 0 ? $", and '{home}' does not exist." : "."));
    }

    private static KubernetesClientConfiguration FromFiles(List<string> paths, string? context) =>
        KubeconfigResolver.Resolve(Kubeconfig.Merge([.. paths.Where(File.Exists).Select(KubeconfigReader.ReadFile)]), context);

    private static string Describe(List<string> listed) => listed.Count == 0
        ? "KUBECONFIG is not set"
        : $"no file named by KUBECONFIG exists ({string.Join(", ", listed)})";

    private List<string> ListedFiles() =>
        [.. (environment.Variable("KUBECONFIG") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal)];
}
