using Slipway.Api;

namespace Slipway.Controllers.Applying;

/// <summary>Writes children of one kind.</summary>
internal interface IChildKind
{
    /// <summary>The kind's type.</summary>
    Type Type { get; }

    /// <summary>Applies an object server-side unless the live one is so already.</summary>
    Task<ChildOutcome> ApplyAsync(ModelDeployment model, KubernetesEntity desired, CancellationToken cancellationToken);

    /// <summary>Creates an object that never changes; that the same one exists is fine.</summary>
    Task<ChildOutcome> CreateAsync(ModelDeployment model, KubernetesEntity desired, CancellationToken cancellationToken);

    /// <summary>Deletes exactly the observed object, if it is still there.</summary>
    Task<ChildOutcome> DeleteAsync(KubernetesEntity observed, CancellationToken cancellationToken);
}
