namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>Where credentials come from. Safe for use by many requests at once.</summary>
internal interface ICredentialSource
{
    /// <summary>The credential to use now; the same instance as long as it holds.</summary>
    /// <exception cref="Configuration.KubernetesConfigurationException">There is none.</exception>
    ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server refused it: the next one must be fresh. A credential that is no longer in use is ignored.</summary>
    void Reject(Credential rejected);
}
