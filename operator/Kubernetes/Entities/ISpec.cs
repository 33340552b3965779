namespace Slipway.Kubernetes.Entities;

/// <summary>An object that says what should be.</summary>
public interface ISpec<TSpec>
{
    TSpec Spec { get; set; }
}
