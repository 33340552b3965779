using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Slipway.Planning;
using Slipway.Telemetry;

namespace Slipway.Controllers.Measuring;

/// <summary>Measures how replicas start, each once: when it is ready and its runtime has said how long it took.</summary>
internal sealed class StartMetrics : IDisposable
{
    private readonly Meter meter = new("Slipway.Controllers");

    private readonly Histogram<double> phases;

    private readonly DateTimeOffset began;

    private readonly ConcurrentDictionary<EntityKey, IReadOnlySet<string>> recorded = new();

    public StartMetrics(TimeProvider time)
    {
        began = time.GetUtcNow();
        phases = meter.CreateHistogram(
            "slipway_replica_start_phase_seconds",
            "s",
            "Duration of the steps of a replica's start: scheduled, pulled, downloaded, loaded, warmed.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets.LongSeconds });
    }

    /// <summary>Records pods that became ready since this process began; those of before were recorded by another.</summary>
    public void Record(Observation observation)
    {
        var key = EntityKey.Of(observation.Model);
        var known = recorded.GetValueOrDefault(key) ?? new HashSet<string>();
        var ready = new HashSet<string>(StringComparer.Ordinal);
        foreach (var pod in observation.Pods)
        {
            var uid = pod.Metadata.Uid!;
            if (StartPhases.ReadySince(pod) is not { } since || !observation.RuntimeStatuses.TryGetValue(uid, out var status))
                continue;
            if (ready.Add(uid) && !known.Contains(uid) && since >= began)
                Record(StartPhases.Of(pod, status));
        }
        if (ready.Count > 0)
            recorded[key] = ready;
        else
            recorded.TryRemove(key, out _);
    }

    /// <summary>Forgets an object that is gone.</summary>
    public void Forget(EntityKey model) => recorded.TryRemove(model, out _);

    public void Dispose() => meter.Dispose();

    private void Record(IEnumerable<KeyValuePair<string, double>> steps)
    {
        foreach (var (step, seconds) in steps)
            phases.Record(seconds, new KeyValuePair<string, object?>("phase", step));
    }
}
