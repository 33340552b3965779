using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Controllers.Autoscaling;
using Slipway.Controllers.Demand;
using Slipway.Controllers.Observing.Capacity;
using Slipway.Controllers.Observing.Metrics;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Rbac;
using Slipway.Planning;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Observing;

/// <summary>Gathers all that planning needs: children from the informers, and what was read about pods on demand.</summary>
[EntityRbac(typeof(Corev1Event), Verbs = RbacVerb.List)]
internal sealed class Observer(
    ChildStores children,
    DemandBoard demand,
    IKubernetesClient client,
    IRuntimeStatusClient runtimes,
    ScaleBoard board,
    ClusterIndex capacity,
    IMetricsServer metrics,
    TimeProvider time,
    ILogger<Observer> logger)
{
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<EntityKey, ModelMemory> memories = new();

    /// <summary>What is known now; asks nobody.</summary>
    public Observation Observe(ModelDeployment model)
    {
        var known = children.Observe(model);
        var memory = MemoryOf(model);
        memory.Keep(known.Pods);
        var key = EntityKey.Of(model);
        var scale = Defaults.IsAutoscaled(model.Spec) ? board.Find(key) : null;
        var observation = known with
        {
            RuntimeStatuses = memory.RuntimeStatuses,
            Events = [.. memory.Events.Values.SelectMany(events => events)],
            Gateways = demand.Views(key),
            Scale = scale,
            Need = scale?.Replicas ?? known.Need,
            Cluster = capacity.Of(key.Namespace),
            External = memory.External,
        };
        board.Note(key, observation);
        return observation;
    }

    /// <summary>Reads what the plan would like to know, as far as it is due. Whether anything was read.</summary>
    public async Task<bool> ReadAsync(ModelDeployment model, Plan plan, CancellationToken cancellationToken)
    {
        var memory = MemoryOf(model);
        var now = time.GetUtcNow();
        var runtimesDue = Due(plan.ReadStatusOf, memory.StatusReads, now).Union(Due(plan.FollowStatusOf, memory.StatusLooks, now)).ToList();
        var eventsDue = Due(plan.ReadEventsOf, memory.EventReads, now).ToList();
        await ReadRuntimesAsync(memory, runtimesDue, cancellationToken);
        foreach (var pod in eventsDue)
            await ReadEventsAsync(memory, pod, cancellationToken);
        await QueryAsync(memory, plan.Queries, cancellationToken);
        return runtimesDue.Count + eventsDue.Count + plan.Queries.Count > 0;
    }

    /// <summary>When the next reading that the plan asks for is due; null when it asks for none.</summary>
    public TimeSpan? NextRead(ModelDeployment model, Plan plan)
    {
        var memory = MemoryOf(model);
        var now = time.GetUtcNow();
        var waits = plan.ReadStatusOf.Select(pod => memory.StatusReads.DueIn(pod.Metadata.Uid!, now))
            .Concat(plan.FollowStatusOf.Select(pod => memory.StatusLooks.DueIn(pod.Metadata.Uid!, now)))
            .Concat(plan.ReadEventsOf.Select(pod => memory.EventReads.DueIn(pod.Metadata.Uid!, now)));
        return waits.Select(wait => (TimeSpan?)(wait > Least ? wait : Least)).Min();
    }

    /// <summary>Forgets an object that is gone.</summary>
    public void Forget(EntityKey model)
    {
        memories.TryRemove(model, out _);
        board.Forget(model);
    }

    private ModelMemory MemoryOf(ModelDeployment model) => memories.GetOrAdd(EntityKey.Of(model), static _ => new ModelMemory());

    private static IEnumerable<V1Pod> Due(IReadOnlyList<V1Pod> pods, ReadSchedule schedule, DateTimeOffset now) =>
        pods.Where(pod => schedule.IsDue(pod.Metadata.Uid!, now));

    private async Task ReadRuntimesAsync(ModelMemory memory, List<V1Pod> pods, CancellationToken cancellationToken)
    {
        if (pods.Count == 0)
            return;
        var statuses = await Task.WhenAll(pods.Select(pod => runtimes.ReadAsync(pod, cancellationToken)));
        var read = new List<KeyValuePair<string, RuntimeStatus>>();
        foreach (var (pod, status) in pods.Zip(statuses))
        {
            memory.StatusReads.Read(pod.Metadata.Uid!, time.GetUtcNow(), isNews: status is not null);
            memory.StatusLooks.Read(pod.Metadata.Uid!, time.GetUtcNow(), isNews: memory.TellsOtherCapacity(pod, status));
            if (status is not null)
                read.Add(new(pod.Metadata.Uid!, status));
        }
        memory.Note(read);
    }

    /// <summary>A verdict waits for these; how often one is due says when they are asked.</summary>
    private async Task QueryAsync(ModelMemory memory, IReadOnlyList<MetricQuery> queries, CancellationToken cancellationToken)
    {
        if (queries.Count == 0)
            return;
        var samples = await Task.WhenAll(queries.Select(query => metrics.QueryAsync(query.Text, cancellationToken)));
        memory.Note(queries.Zip(samples).ToDictionary(pair => pair.First.Name, pair => pair.Second, StringComparer.Ordinal));
    }

    /// <summary>Events explain, but nothing depends on them: a failure to read them is only logged.</summary>
    private async Task ReadEventsAsync(ModelMemory memory, V1Pod pod, CancellationToken cancellationToken)
    {
        var uid = pod.Metadata.Uid!;
        try
        {
            var events = await client.ListAsync<Corev1Event>(
                pod.Metadata.Namespace, new ListOptions { FieldSelector = $"involvedObject.uid={uid}" }, cancellationToken);
            memory.EventReads.Read(uid, time.GetUtcNow(), isNews: false);
            memory.Note(uid, events.Items);
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            memory.EventReads.Read(uid, time.GetUtcNow(), isNews: false);
            ControllerLog.EventsUnreadable(logger, pod.Metadata.Namespace ?? "", pod.Metadata.Name ?? "", error.Message);
        }
    }
}
