using System.Collections.Concurrent;
using Slipway.Planning;
using Slipway.Planning.Autoscaling;

namespace Slipway.Controllers.Autoscaling;

/// <summary>
/// Where controllers and autoscaler meet: controllers note what they have observed of a model, the autoscaler what it has decided. Only
/// controllers write to Kubernetes, so that nobody fights over replicas. For any thread.
/// </summary>
internal sealed class ScaleBoard
{
    private readonly ConcurrentDictionary<EntityKey, Observation> observed = new();
    private readonly ConcurrentDictionary<EntityKey, ModelScale> decided = new();

    /// <summary>All models that were observed, as they were last.</summary>
    public IReadOnlyCollection<KeyValuePair<EntityKey, Observation>> Observed => [.. observed];

    /// <summary>All that was decided.</summary>
    public IReadOnlyCollection<KeyValuePair<EntityKey, ModelScale>> Decided => [.. decided];

    public void Note(EntityKey model, Observation observation) => observed[model] = observation;

    public void Decide(EntityKey model, ModelScale scale) => decided[model] = scale;

    /// <summary>What was decided about the model; null: nothing.</summary>
    public ModelScale? Find(EntityKey model) => decided.GetValueOrDefault(model);

    /// <summary>Takes back what was decided: the model is not scaled by us (any more).</summary>
    public bool Withdraw(EntityKey model) => decided.TryRemove(model, out _);

    /// <summary>Forgets a model that is gone.</summary>
    public void Forget(EntityKey model)
    {
        observed.TryRemove(model, out _);
        decided.TryRemove(model, out _);
    }
}
