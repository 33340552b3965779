namespace Slipway.Kubernetes.Entities;

/// <summary>Anything the API server sends: it names its own version and kind.</summary>
public interface IKubernetesObject
{
    /// <summary><c>group/version</c>, or <c>version</c> for the core group.</summary>
    string? ApiVersion { get; set; }

    string? Kind { get; set; }
}
