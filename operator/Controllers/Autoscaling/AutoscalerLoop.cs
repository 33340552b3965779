using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Slipway.Api;
using Slipway.Controllers.Demand;
using Slipway.Kubernetes.Controllers;
using Slipway.Kubernetes.Leadership;
using Slipway.Planning;
using Slipway.Planning.Autoscaling;

namespace Slipway.Controllers.Autoscaling;

/// <summary>
/// While this process leads: decides every second, and at once when a gateway says that someone waits for a replica, how many replicas
/// each version should have. Tells the board, and has the controller look where something changed.
/// </summary>
internal sealed class AutoscalerLoop(
    ScaleBoard board,
    DemandBoard demand,
    ScaleMemoryStore memory,
    WakeSignal wake,
    EntityTrigger trigger,
    ILeadership leadership,
    ManagerOptions options,
    TimeProvider time,
    ILogger<AutoscalerLoop> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    // Requests that wait raise the alarm again and again.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<EntityKey, ModelKeeper> keepers = [];
    private DateTimeOffset? leadsSince;

    /// <summary>One pass over all models.</summary>
    internal void Pass(CancellationToken cancellationToken)
    {
        if (!leadership.IsLeading)
        {
            leadsSince = null;
            keepers.Clear();
            return;
        }

        if (leadsSince is null)
        {
            leadsSince = time.GetUtcNow();
            logger.Begins(options.ScaleDownCaution.TotalSeconds);
        }

        var observed = board.Observed;
        foreach (var gone in keepers.Keys.Except(observed.Select(pair => pair.Key)).ToList())
            keepers.Remove(gone);
        foreach (var (key, observation) in observed)
            TryDecide(key, observation, cancellationToken);
        // Where nodes are added, GPUs come; nobody has to give any up for others.
        if (!options.HasNodeAutoscaler)
            ArbitrationRound.Run(keepers.Values.Select(keeper => keeper.Scaler));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            Pass(stoppingToken);
            await Task.Delay(Shortest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
                await wake.WaitAsync(Interval - Shortest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One model's trouble is not the others'.
    private void TryDecide(EntityKey key, Observation observation, CancellationToken cancellationToken)
    {
        try
        {
            Decide(key, observation, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            logger.Failed(key.Namespace, key.Name, error);
        }
    }

    private void Decide(EntityKey key, Observation observation, CancellationToken cancellationToken)
    {
        if (!Defaults.IsAutoscaled(observation.Model.Spec) || observation.Model.Metadata.DeletionTimestamp is not null)
        {
            keepers.Remove(key);
            if (board.Withdraw(key))
                trigger.Pull(key);
            return;
        }

        if (!keepers.TryGetValue(key, out var keeper))
            keepers[key] = keeper = new ModelKeeper(new ModelScaler(key, leadsSince!.Value + options.ScaleDownCaution, options.HasNodeAutoscaler), memory, time, logger);
        if (!keeper.IsReady(observation.Model, cancellationToken))
            return;
        var before = board.Find(key);
        var scale = keeper.Scaler.Decide(observation, demand.Sample, time.GetUtcNow());
        board.Decide(key, scale);
        if (IsNews(before, scale))
        {
            Log(key, observation, scale);
            trigger.Pull(key);
        }

        keeper.Keep(observation.Model, cancellationToken);
    }

    private static bool IsNews(ModelScale? before, ModelScale scale) =>
        before is null
        || before.Status != scale.Status // Made anew only when it should be told.
        || before.Limit != scale.Limit
        || !IsSame(before.Replicas, scale.Replicas)
        || !IsSame(before.Concurrency, scale.Concurrency);

    private static bool IsSame(IReadOnlyDictionary<string, int> one, IReadOnlyDictionary<string, int> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private void Log(EntityKey key, Observation observation, ModelScale scale)
    {
        foreach (var deployment in observation.Deployments)
        {
            if (Labels.RevisionOf(deployment) is { } revision && scale.Replicas.TryGetValue(revision, out var target)
                && deployment.Spec.Replicas is { } present && present != target)
                logger.Scaled(key.Namespace, key.Name, revision, present, target, string.Join("; ", scale.Status?.Reasons ?? []));
        }
    }
}
