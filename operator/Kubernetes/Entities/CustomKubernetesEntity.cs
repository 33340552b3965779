namespace Slipway.Kubernetes.Entities;

/// <summary>Base of kinds that an operator defines.</summary>
/// <typeparam name="TSpec">What the user wants.</typeparam>
/// <typeparam name="TStatus">What the operator reports, behind the status subresource.</typeparam>
public abstract class CustomKubernetesEntity<TSpec, TStatus> : KubernetesEntity, ISpec<TSpec>, IStatus<TStatus>
    where TSpec : class, new()
    where TStatus : class, new()
{
    public TSpec Spec { get; set; } = new();

    public TStatus Status { get; set; } = new();
}
