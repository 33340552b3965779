namespace Slipway.Kubernetes.Configuration;

/// <summary>Which API server to talk to, as whom, and what to trust. Plain data; files it names are read when needed, and again when they change.</summary>
public sealed record KubernetesClientConfiguration
{
    /// <summary>Base address of the API server; a path in it is kept.</summary>
    public required Uri Server { get; init; }

    /// <summary>The namespace to work in when none is said. Default <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>Where this came from, for messages: file and context, or <c>in-cluster</c>.</summary>
    public string Source { get; init; } = "code";

    /// <summary>How the server is proved to be the right one.</summary>
    public ServerTrust Trust { get; init; } = ServerTrust.System;

    /// <summary>Who we are.</summary>
    public KubernetesUser User { get; init; } = KubernetesUser.Anonymous;

    /// <summary>An http, https or socks5 proxy; null: what HTTPS_PROXY and NO_PROXY say.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>
    /// What kubectl would use, or in a pod what the pod has: <paramref name="kubeconfigPath"/>, else the files of
    /// KUBECONFIG, else the pod's service account, else ~/.kube/config.
    /// </summary>
    /// <param name="kubeconfigPath">A file that must exist; null: look for one.</param>
    /// <param name="context">A context of the kubeconfig; null: its current one.</param>
    /// <exception cref="KubernetesConfigurationException">Nothing was found, or what was found cannot be used.</exception>
    public static KubernetesClientConfiguration LoadDefault(string? kubeconfigPath = null, string? context = null) =>
        new ConfigurationLoader(ProcessEnvironment.Current).Load(kubeconfigPath, context);
}
