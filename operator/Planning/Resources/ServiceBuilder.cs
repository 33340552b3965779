using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>The stable address of a model. Its selector is the switch that moves the traffic.</summary>
internal static class ServiceBuilder
{
    public const int Port = 80;

    public static V1Service Build(ModelDeployment model, string servingRevision) => new()
    {
        Metadata = ChildMetadata.Shared(model),
        Spec = new V1ServiceSpec
        {
            Type = "ClusterIP",
            Selector = Labels.Selecting(model.Metadata.Name!, servingRevision),
            Ports =
            [
                new V1ServicePort { Name = RuntimePorts.HttpName, Port = Port, TargetPort = RuntimePorts.HttpName, Protocol = "TCP" },
                new V1ServicePort
                {
                    Name = RuntimePorts.GrpcName,
                    Port = RuntimePorts.Grpc,
                    TargetPort = RuntimePorts.GrpcName,
                    Protocol = "TCP",
                    AppProtocol = "kubernetes.io/h2c",
                },
            ],
        },
    };

    /// <summary>The revision that a Service sends requests to, or null.</summary>
    public static string? RevisionOf(V1Service? service) => service?.Spec.Selector?.GetValueOrDefault(Labels.Revision);
}
