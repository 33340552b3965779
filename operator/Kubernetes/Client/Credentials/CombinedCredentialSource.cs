namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>Several sources at once; of each part of a credential the first source that has it wins.</summary>
internal sealed class CombinedCredentialSource(IReadOnlyList<ICredentialSource> sources) : ICredentialSource
{
    private Credential[] parts = [];
    private Credential combined = Credential.None;
    private readonly Lock gate = new();

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        var fresh = new Credential[sources.Count];
        for (var i = 0; i < fresh.Length; i++)
            fresh[i] = await sources[i].GetAsync(cancellationToken);
        lock (gate)
        {
            if (fresh.AsSpan().SequenceEqual(parts))
                return combined;
            parts = fresh;
            return combined = new Credential(
                fresh.FirstOrDefault(part => part.Authorization is not null)?.Authorization,
                fresh.FirstOrDefault(part => part.Identity is not null)?.Identity);
        }
    }

    public void Reject(Credential rejected)
    {
        Credential[] rejectedParts;
        lock (gate)
            rejectedParts = rejected == combined ? parts : [];
        for (var i = 0; i < rejectedParts.Length; i++)
            sources[i].Reject(rejectedParts[i]);
    }
}
