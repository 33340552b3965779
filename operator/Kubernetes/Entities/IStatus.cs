namespace Slipway.Kubernetes.Entities;

/// <summary>An object that says what is.</summary>
public interface IStatus<TStatus>
{
    TStatus Status { get; set; }
}
