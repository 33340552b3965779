using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>
/// Inference is open to whoever reaches the pod network, or with spec.access only to the gateway, which checks callers; metrics,
/// probes and status only to pods of the cluster; all else is closed.
/// </summary>
internal static class NetworkPolicyBuilder
{
    // Set by Kubernetes on every namespace, and by nobody else.
    private const string NamespaceName = "kubernetes.io/metadata.name";

    public static V1NetworkPolicy Build(ModelDeployment model, PlanningSettings settings) => new()
    {
        Metadata = ChildMetadata.Shared(model),
        Spec = new V1NetworkPolicySpec
        {
            PodSelector = new V1LabelSelector { MatchLabels = Labels.Selecting(model.Metadata.Name!) },
            PolicyTypes = ["Ingress"],
            Ingress =
            [
                new V1NetworkPolicyIngressRule
                {
                    Ports = [Tcp(RuntimePorts.Http), Tcp(RuntimePorts.Grpc)],
                    From = model.Spec.Access is null ? null : [Gateways(settings.GatewayNamespace)],
                },
                new V1NetworkPolicyIngressRule
                {
                    Ports = [Tcp(RuntimePorts.Admin)],
                    From = [new V1NetworkPolicyPeer { NamespaceSelector = new V1LabelSelector() }],
                },
            ],
        },
    };

    // Labels alone are anybody's to set: only the namespace keeps others from passing for a gateway.
    private static V1NetworkPolicyPeer Gateways(string? space) => new()
    {
        PodSelector = new V1LabelSelector { MatchLabels = new(StringComparer.Ordinal) { [Labels.AppComponent] = Labels.Gateway, [Labels.ManagedBy] = Labels.Manager } },
        NamespaceSelector = new V1LabelSelector { MatchLabels = space is null ? null : new(StringComparer.Ordinal) { [NamespaceName] = space } },
    };

    private static V1NetworkPolicyPort Tcp(int port) => new() { Port = port, Protocol = "TCP" };
}
