using System.CommandLine;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Cli.Commands;

/// <summary>Options of every command that talks to a cluster.</summary>
internal sealed class ClusterOptions
{
    private readonly Option<string?> kubeconfig = new("--kubeconfig")
    {
        Description = "Kubeconfig to use; it must exist. Default: KUBECONFIG, then the pod's service account, then ~/.kube/config",
        HelpName = "FILE",
    };

    private readonly Option<string?> context = new("--context") { Description = "Context of the kubeconfig. Default: its current one", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(kubeconfig);
        command.Options.Add(context);
    }

    /// <exception cref="KubernetesConfigurationException">Nothing usable was found.</exception>
    public KubernetesClientConfiguration Load(ParseResult result) =>
        KubernetesClientConfiguration.LoadDefault(result.GetValue(kubeconfig), result.GetValue(context));
}
