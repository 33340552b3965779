namespace Slipway.Kubernetes.Models;

/// <summary>What a Service is.</summary>
public sealed class V1ServiceStatus : KubernetesModel;
