namespace Slipway.Kubernetes.Models;

/// <summary>Scheduling constraints; kept as given.</summary>
public sealed class V1Affinity : KubernetesModel;
