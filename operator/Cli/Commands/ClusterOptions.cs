using System.CommandLine;
using System.CommandLine.Parsing;
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

    private readonly Option<Uri?> server = new("--server", "-s")
    {
        Description = "Address that needs no credentials, in place of a kubeconfig: the admin port of slipway local, or kubectl proxy",
        HelpName = "URL",
        CustomParser = ReadServer,
    };

    public void AddTo(Command command)
    {
        command.Options.Add(server);
        command.Options.Add(kubeconfig);
        command.Options.Add(context);
    }

    /// <exception cref="KubernetesConfigurationException">Nothing usable was found.</exception>
    public KubernetesClientConfiguration Load(ParseResult result) =>
        result.GetValue(server) is { } address
            ? new KubernetesClientConfiguration { Server = address, Source = "--server" }
            : KubernetesClientConfiguration.LoadDefault(result.GetValue(kubeconfig), result.GetValue(context));

    private static Uri? ReadServer(ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        result.AddError($"--server must be an address such as http://127.0.0.1:8002, not {result.Tokens[0].Value}");
        return null;
    }
}
