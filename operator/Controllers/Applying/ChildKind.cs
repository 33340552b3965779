using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Kubernetes.Applying;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Resources;

namespace Slipway.Controllers.Applying;

/// <summary>Writes children of one kind, and only when there is something to change.</summary>
internal sealed class ChildKind<TChild>(IEntityStore<TChild> store, IKubernetesClient client, ILogger<Applier> logger) : IChildKind
    where TChild : KubernetesEntity
{
    private static readonly WriteOptions Options = new() { FieldManager = ManagerOptions.Name };

    public Type Type => typeof(TChild);

    public async Task<ChildOutcome> ApplyAsync(ModelDeployment model, KubernetesEntity desired, CancellationToken cancellationToken)
    {
        var marked = AppliedMark.Add(KubernetesJson.ToElement((TChild)desired));
        var live = await FindAsync(desired, cancellationToken);
        var difference = "it was missing";
        if (live is not null)
        {
            if (Refuse(model, live) is { } refused)
                return refused;
            if (DesiredState.Covers(KubernetesJson.ToElement(live), marked, out var path))
                return ChildOutcome.Unchanged;
            difference = $"{path} was different";
        }
        await client.ApplyAsync(KubernetesJson.Read<TChild>(marked), Options, cancellationToken);
        ControllerLog.Applied(logger, desired.Kind!, desired.Metadata.Namespace!, desired.Metadata.Name!, difference);
        return ChildOutcome.Written;
    }

    public async Task<ChildOutcome> CreateAsync(ModelDeployment model, KubernetesEntity desired, CancellationToken cancellationToken)
    {
        if (await FindAsync(desired, cancellationToken) is { } live)
            return Refuse(model, live) ?? (Owner.IsOrphan(live) ? await MakeWayAsync(live, cancellationToken) : ChildOutcome.Unchanged);
        await client.CreateAsync((TChild)desired, Options, cancellationToken);
        ControllerLog.Applied(logger, desired.Kind!, desired.Metadata.Namespace!, desired.Metadata.Name!, "it was missing");
        return ChildOutcome.Written;
    }

    public async Task<ChildOutcome> DeleteAsync(KubernetesEntity observed, CancellationToken cancellationToken)
    {
        var metadata = observed.Metadata;
        if (metadata.DeletionTimestamp is not null)
            return ChildOutcome.Unchanged;
        var deleted = await client.DeleteAsync<TChild>(metadata.Name!, metadata.Namespace, new DeleteOptions { Uid = metadata.Uid }, cancellationToken);
        if (!deleted)
            return ChildOutcome.Unchanged;
        ControllerLog.ChildDeleted(logger, observed.Kind!, metadata.Namespace!, metadata.Name!);
        return ChildOutcome.Written;
    }

    /// <summary>What is never changed cannot be adopted: it is made anew once the old one is gone.</summary>
    private async Task<ChildOutcome> MakeWayAsync(TChild orphan, CancellationToken cancellationToken) =>
        await DeleteAsync(orphan, cancellationToken) with { MustWait = true };

    /// <summary>
    /// The object as the cache has it, else as the server has it: the cache holds only what carries our label, and may
    /// be behind what was just written. Nothing may be taken over unseen.
    /// </summary>
    private async Task<TChild?> FindAsync(KubernetesEntity desired, CancellationToken cancellationToken) =>
        store.Get(EntityKey.Of(desired)) ?? await client.GetAsync<TChild>(desired.Metadata.Name!, desired.Metadata.Namespace, cancellationToken);

    private static ChildOutcome? Refuse(ModelDeployment model, TChild live) => Owner.Of(live, model) switch
    {
        Ownership.Ours => null,
        Ownership.Leftover => ChildOutcome.Waiting,
        _ => new ChildOutcome(Wrote: false, Failure: ApplyFailure.NameConflict($"{live.Kind} {live.Metadata.Name}", Owner.Describe(live))),
    };
}
