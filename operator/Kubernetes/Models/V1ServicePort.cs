namespace Slipway.Kubernetes.Models;

/// <summary>A port of a Service.</summary>
public sealed class V1ServicePort : KubernetesModel
{
    public string? Name { get; set; }

    public int? Port { get; set; }

    public IntOrString? TargetPort { get; set; }

    public string? Protocol { get; set; }

    public string? AppProtocol { get; set; }

    public int? NodePort { get; set; }
}
