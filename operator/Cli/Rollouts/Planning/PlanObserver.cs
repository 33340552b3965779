using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Planning;
using Slipway.Planning.Resources;
using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Cli.Rollouts.Planning;

/// <summary>Reads what the operator would look at if a spec were applied now, with the rights of whoever asks. Writes nothing.</summary>
internal sealed class PlanObserver(IKubernetesClient client)
{
    /// <summary>Pods that have ended take no room.</summary>
    private const string Running = "status.phase!=Succeeded,status.phase!=Failed";

    private readonly List<string> notes = [];

    /// <summary>What could not be read, and what that means.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>The object as it would be after an apply, with everything that belongs to it and what the cluster has room for.</summary>
    /// <exception cref="KubernetesApiException">What must be known may not be read.</exception>
    public async Task<Observation> ObserveAsync(ModelDeployment wanted, CancellationToken cancellationToken)
    {
        var space = wanted.Metadata.Namespace;
        var name = wanted.Metadata.Name!;
        var live = await client.GetAsync<ModelDeployment>(name, space, cancellationToken);
        var model = Merge(live, wanted);
        var uid = model.Metadata.Uid;
        var deployments = await ChildrenAsync<V1Deployment>(model, cancellationToken);
        var pods = await ChildrenAsync<V1Pod>(model, cancellationToken);
        var replicaSets = await ChildrenAsync<V1ReplicaSet>(model, cancellationToken);
        var own = deployments.Where(child => IsOwned(child, uid)).ToList();
        var sets = replicaSets.Where(set => own.Exists(deployment => IsOwned(set, deployment.Metadata.Uid))).ToList();
        return new Observation
        {
            Model = model,
            Revisions = [.. (await ChildrenAsync<V1ControllerRevision>(model, cancellationToken)).Where(child => IsOwned(child, uid))],
            Deployments = own,
            ReplicaSets = sets,
            Pods = [.. pods.Where(pod => sets.Exists(set => IsOwned(pod, set.Metadata.Uid)))],
            Service = await client.GetAsync<V1Service>(ObjectNames.Shared(name), space, cancellationToken),
            ServiceAccount = await client.GetAsync<V1ServiceAccount>(ObjectNames.Shared(name), space, cancellationToken),
            NetworkPolicy = await client.GetAsync<V1NetworkPolicy>(ObjectNames.Shared(name), space, cancellationToken),
            DisruptionBudget = await client.GetAsync<V1PodDisruptionBudget>(ObjectNames.Shared(name), space, cancellationToken),
            Cluster = await ClusterAsync(space, cancellationToken),
        };
    }

    /// <summary>What of the operator's settings decides: whether there is a gateway. Whether it has a Prometheus is not known and taken for granted.</summary>
    public async Task<PlanningSettings> SettingsAsync(ModelDeployment model, CancellationToken cancellationToken)
    {
        var told = model.Status.Url;
        var hasGateway = told is not null
            ? told != ObjectNames.Url(model.Metadata.Name!, model.Metadata.Namespace, gateway: null)
            : await TryListAsync<V1Pod>(null, new ListOptions { LabelSelector = $"{Labels.ManagedBySelector},{Labels.AppComponent}={Labels.Gateway}" }, cancellationToken)
                is { Count: > 0 };
        return new PlanningSettings { RuntimeImage = "slipway-runtime:unknown", OperatorVersion = "", GatewayInstalled = hasGateway, MetricsServerConfigured = true };
    }

    private static ModelDeployment Merge(ModelDeployment? live, ModelDeployment wanted)
    {
        if (live is null)
            return wanted;
        // An apply leaves alone what it does not name and someone else has set.
        wanted.Spec.Replicas ??= live.Spec.Replicas;
        return new ModelDeployment { Metadata = live.Metadata, Spec = wanted.Spec, Status = live.Status };
    }

    private async Task<List<TChild>> ChildrenAsync<TChild>(ModelDeployment model, CancellationToken cancellationToken)
        where TChild : class, IMetadata<V1ObjectMeta> =>
        (await client.ListAsync<TChild>(
            model.Metadata.Namespace, new ListOptions { LabelSelector = $"{Labels.ManagedBySelector},{Labels.Model}={model.Metadata.Name}" }, cancellationToken)).Items;

    private async Task<ClusterResources?> ClusterAsync(string? @namespace, CancellationToken cancellationToken)
    {
        var quotas = await TryListAsync<V1ResourceQuota>(@namespace, ListOptions.Everything, cancellationToken);
        var nodes = await TryListAsync<V1Node>(null, ListOptions.Everything, cancellationToken);
        var pods = nodes is null ? null : await TryListAsync<V1Pod>(null, new ListOptions { FieldSelector = Running }, cancellationToken);
        if (nodes is null || pods is null)
            notes.Add("What nodes have free is not known; the scheduler will tell.");
        return quotas is null && pods is null
            ? null
            : new ClusterResources { Nodes = nodes is null || pods is null ? null : NodeLedger.Count(nodes, pods), Quotas = quotas ?? [] };
    }

    /// <summary>Null: whoever asks may not list them.</summary>
    private async Task<List<TEntity>?> TryListAsync<TEntity>(string? @namespace, ListOptions options, CancellationToken cancellationToken)
        where TEntity : class, IMetadata<V1ObjectMeta>
    {
        try
        {
            return (await client.ListAsync<TEntity>(@namespace, options, cancellationToken)).Items;
        }
        catch (KubernetesApiException refused) when (refused.IsForbidden)
        {
            notes.Add(refused.Message);
            return null;
        }
    }

    private static bool IsOwned(IMetadata<V1ObjectMeta> child, string? uid) =>
        uid is not null && child.Metadata.OwnerReferences?.Exists(owner => owner.Uid == uid) == true;
}
