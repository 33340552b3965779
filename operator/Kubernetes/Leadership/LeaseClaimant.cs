using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Leadership;

/// <summary>One candidate's dealings with the lease: single tries, each guarded by the lease's version.</summary>
internal sealed class LeaseClaimant(IKubernetesClient client, LeaderElectionOptions options, TimeProvider clock)
{
    private readonly long started = clock.GetTimestamp();

    /// <summary>The lease as last seen; null: not yet.</summary>
    public LeaseObservation? Observation { get; private set; }

    /// <summary>Monotonic time of this process.</summary>
    public TimeSpan Now => clock.GetElapsedTime(started);

    /// <summary>Reads the lease and takes or renews it if that is allowed.</summary>
    /// <returns>Whether this candidate holds it now.</returns>
    public async Task<bool> TryClaimAsync(CancellationToken cancellationToken)
    {
        var read = await client.GetAsync<V1Lease>(options.Name, options.Namespace, cancellationToken);
        if (read is not null)
            Observe(read);

        // A lease that somebody deletes still binds those who saw it: its holder does not know yet.
        if (Observation?.IsFreeFor(options.Identity, Now) == false)
            return false;
        return read is null ? await TryCreateAsync(cancellationToken) : await TryUpdateAsync(cancellationToken);
    }

    /// <summary>Renews by the version last written; reads again only when somebody else has written.</summary>
    /// <returns>Whether this candidate still holds it.</returns>
    public async Task<bool> TryRenewAsync(CancellationToken cancellationToken) =>
        await TryUpdateAsync(cancellationToken) || await TryClaimAsync(cancellationToken);

    /// <summary>Gives the lease back, if it is still as this candidate wrote it.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        client.UpdateAsync(LeaseRecord.Release(Observation!.Lease, clock.GetUtcNow()), WriteOptions.Default, cancellationToken);

    private async Task<bool> TryCreateAsync(CancellationToken cancellationToken)
    {
        var lease = LeaseRecord.Create(options.Namespace, options.Name, options.Identity, options.LeaseDuration, clock.GetUtcNow());
        return await TryWriteAsync(() => client.CreateAsync(lease, WriteOptions.Default, cancellationToken));
    }

    private async Task<bool> TryUpdateAsync(CancellationToken cancellationToken)
    {
        var lease = LeaseRecord.Claim(Observation!.Lease, options.Identity, options.LeaseDuration, clock.GetUtcNow());
        return await TryWriteAsync(() => client.UpdateAsync(lease, WriteOptions.Default, cancellationToken));
    }

    /// <summary>A conflict means that another was faster, or that the lease was deleted.</summary>
    private async Task<bool> TryWriteAsync(Func<Task<V1Lease>> write)
    {
        try
        {
            Observe(await write());
            return true;
        }
        catch (KubernetesApiException exception) when (exception.IsConflict || exception.IsNotFound)
        {
            return false;
        }
    }

    private void Observe(V1Lease lease) => Observation = LeaseObservation.Of(Observation, lease, Now);
}
