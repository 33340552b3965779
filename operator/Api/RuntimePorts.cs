using Slipway.Kubernetes.Models;

namespace Slipway.Api;

/// <summary>
/// Ports of the runtime (decision 0001). Whoever talks to a pod takes the number from the pod, by name: where several pods share an
/// address, as in local mode, each has numbers of its own.
/// </summary>
public static class RuntimePorts
{
    /// <summary>KServe V2 over HTTP.</summary>
    public const int Http = 8080;

    /// <summary>KServe V2 over gRPC (HTTP/2 without TLS).</summary>
    public const int Grpc = 9000;

    /// <summary>Metrics, probes and status.</summary>
    public const int Admin = 9090;

    public const string HttpName = "http";

    public const string GrpcName = "grpc";

    public const string AdminName = "admin";

    /// <summary>The port that the pod's containers declare under this name; null: none.</summary>
    public static int? Of(V1Pod pod, string name) =>
        pod.Spec?.Containers?.SelectMany(container => container.Ports ?? []).FirstOrDefault(port => port.Name == name)?.ContainerPort;
}
