namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>Always the same credential.</summary>
internal sealed class FixedCredentialSource(Credential credential) : ICredentialSource
{
    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(credential);

    public void Reject(Credential rejected)
    {
        // Nothing fresher exists.
    }
}
