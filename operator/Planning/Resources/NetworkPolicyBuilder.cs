using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>Inference is open to whoever reaches the pod network; metrics, probes and status only to pods of the cluster; all else is closed.</summary>
internal static class NetworkPolicyBuilder
{
    public static V1NetworkPolicy Build(ModelDeployment model) => new()
    {
        Metadata = ChildMetadata.Shared(model),
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = new V1LabelSelector { MatchLabels = Labels.Selecting(model.Metadata.Name!) },
            PolicyTypes = ["Ingress"],
            Ingress =
            [
                new V1NetworkPolicyIngressRule { Ports = [Tcp(RuntimePorts.Http), Tcp(RuntimePorts.Grpc)] },
                new V1NetworkPolicyIngressRule
                {
                    Ports = [Tcp(RuntimePorts.Admin)],
                    From = [new V1NetworkPolicyPeer { NamespaceSelector = new V1LabelSelector() }],
                },
            ],
        },
    };

    private static V1NetworkPolicyPort Tcp(int port) => new() { Port = port, Protocol = "TCP" };
}
