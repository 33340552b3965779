using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Slipway.Kubernetes.Informers;

namespace Slipway.Kubernetes.Hosting;

/// <summary>What the controller runtime measures, under the names of controller-runtime, so that existing dashboards fit.</summary>
internal sealed class OperatorMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    internal const string MeterName = "Slipway.Kubernetes";

    private readonly Meter meter = new(MeterName);
    private readonly ConcurrentBag<IInformer> informers = [];
    private readonly ConcurrentDictionary<string, Func<int>> depths = new();
    private readonly ConcurrentDictionary<string, Func<bool>> leases = new();
    private readonly Counter<long> lists;
    private readonly Counter<long> watches;

    public OperatorMetrics()
    {
        lists = meter.CreateCounter<long>("reflector_lists_total", description: "Full lists read.");
        watches = meter.CreateCounter<long>("reflector_watches_total", description: "Watches begun.");
        Reconciles = meter.CreateCounter<long>(
            "controller_runtime_reconcile_total", description: "Reconciliations by controller and result.");
        ReconcileErrors = meter.CreateCounter<long>(
            "controller_runtime_reconcile_errors_total", description: "Reconciliations that failed.");
        ReconcileTime = meter.CreateHistogram<double>(
            "controller_runtime_reconcile_time_seconds", "s", "Duration of a reconciliation.");
        ActiveWorkers = meter.CreateUpDownCounter<long>(
            "controller_runtime_active_workers", description: "Reconciliations under way.");
        QueueAdds = meter.CreateCounter<long>("workqueue_adds_total", description: "Keys added to a queue.");
        QueueRetries = meter.CreateCounter<long>("workqueue_retries_total", description: "Keys added again after a failure.");
        QueueTime = meter.CreateHistogram<double>(
            "workqueue_queue_duration_seconds", "s", "How long a key waits in a queue before it is worked on.");
        EventsDropped = meter.CreateCounter<long>("slipway_events_dropped_total", description: "Events not written, by reason.");
        meter.CreateObservableGauge(
            "slipway_informer_staleness_seconds", Staleness, "s", "Time since the server was last heard, by informer.");
        meter.CreateObservableGauge("workqueue_depth", Depth, description: "Keys waiting in a queue.");
        meter.CreateObservableGauge(
            "leader_election_master_status", Leading, description: "1 while this process holds the lease, else 0.");
    }

    public Counter<long> Reconciles { get; }

    public Counter<long> ReconcileErrors { get; }

    public Histogram<double> ReconcileTime { get; }

    public UpDownCounter<long> ActiveWorkers { get; }

    public Counter<long> QueueAdds { get; }

    public Counter<long> QueueRetries { get; }

    public Histogram<double> QueueTime { get; }

    public Counter<long> EventsDropped { get; }

    public void ListBegun(string informer) => lists.Add(1, new KeyValuePair<string, object?>("name", informer));

    public void WatchBegun(string informer) => watches.Add(1, new KeyValuePair<string, object?>("name", informer));

    public void Observe(IInformer informer) => informers.Add(informer);

    /// <param name="queue">Name of the queue.</param>
    /// <param name="depth">Keys waiting in it.</param>
    public void ObserveQueue(string queue, Func<int> depth) => depths[queue] = depth;

    /// <param name="lease">Name of the lease.</param>
    /// <param name="isLeading">Whether this process holds it.</param>
    public void ObserveLease(string lease, Func<bool> isLeading) => leases[lease] = isLeading;

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<double>> Staleness() =>
        informers.Select(informer => new Measurement<double>(informer.Staleness.TotalSeconds, Tag(informer.Name)));

    private IEnumerable<Measurement<int>> Depth() => depths.Select(queue => new Measurement<int>(queue.Value(), Tag(queue.Key)));

    private IEnumerable<Measurement<int>> Leading() =>
        leases.Select(lease => new Measurement<int>(lease.Value() ? 1 : 0, Tag(lease.Key)));

    private static TagList Tag(string name) => new() { { "name", name } };
}
