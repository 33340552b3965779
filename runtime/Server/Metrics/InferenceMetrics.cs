using System.Diagnostics.Metrics;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Telemetry;

namespace Slipway.Runtime.Server.Metrics;

/// <summary>
/// What the program counts. The names beginning <c>nv_inference_</c> are Triton's, so that its dashboards work; their durations are
/// sums in microseconds. Ours are histograms in seconds. Every series has the labels <c>model</c> and <c>version</c>.
/// </summary>
internal sealed class InferenceMetrics : IRunObserver, IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Slipway.Runtime";

    private static readonly long[] BatchSizes = [1, 2, 4, 8, 16, 32, 64, 128, 256];

    private readonly Meter _meter = new(MeterName);
    private readonly KeyValuePair<string, object?> _model;
    private readonly KeyValuePair<string, object?> _version;
    private readonly Counter<long> _failures;
    private readonly Histogram<double> _request;
    private readonly Histogram<double> _queue;
    private readonly Histogram<double> _compute;
    private readonly Histogram<double> _requestBytes;
    private readonly Histogram<long> _batchRows;
    private readonly Histogram<long> _batchRequests;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _strangers;
    private long _inFlight;

    public InferenceMetrics(ServedModel model)
    {
        (_model, _version) = (new("model", model.Name), new("version", model.Version));
        Totals = new InferenceTotals(model.Name, model.Version);
        _refusals = Counter("slipway.inference.failures", "{request}", "Requests not answered, by cause");
        _strangers = Counter("slipway.requests.unauthenticated", "{request}", "Requests refused because no gateway had sent them");
        Sum("nv_inference_request_success", "{request}", "Requests answered, all batch sizes", () => Totals.Answered);
        _failures = Counter("nv_inference_request_failure", "{request}", "Requests not answered, by reason");
        Sum("nv_inference_count", "{inference}", "Inferences done: a request of 8 rows is 8 inferences", () => Totals.Rows);
        Sum("nv_inference_exec_count", "{execution}", "Runs of the model; one may serve many requests", () => Totals.Runs);
        Sum("nv_inference_request_duration_us", "us", "Time of answered requests, from read to answered, summed", () => Totals.RequestMicroseconds);
        Sum("nv_inference_queue_duration_us", "us", "Time of answered requests in the queue, summed", () => Totals.QueueMicroseconds);
        Sum("nv_inference_compute_input_duration_us", "us", "Time of placing inputs, summed", () => Totals.InputMicroseconds);
        Sum("nv_inference_compute_infer_duration_us", "us", "Time of running the model, summed", () => Totals.InferMicroseconds);
        Sum("nv_inference_compute_output_duration_us", "us", "Time of collecting outputs, summed", () => Totals.OutputMicroseconds);
        _request = Histogram("slipway.inference.request.duration", "s", "Answered requests, from read to answered", Buckets.FineSeconds);
        _queue = Histogram("slipway.inference.queue.duration", "s", "Time in the queue", Buckets.FineSeconds);
        _compute = Histogram("slipway.inference.compute.duration", "s", "Time in the model, placing and collecting included", Buckets.FineSeconds);
        _requestBytes = Histogram("slipway.inference.request.size", "By", "Bodies of infer requests, decompressed", Buckets.Bytes);
        _batchRows = Histogram("slipway.inference.batch.rows", "{inference}", "Rows of each run");
        _batchRequests = Histogram("slipway.inference.batch.requests", "{request}", "Requests that each run answered together");
        model.Observer = this;
        _meter.CreateObservableGauge(
            "nv_inference_pending_request_count", () => Observe(model.Loaded?.Scheduler.Snapshot.Waiting ?? 0), "{request}", "Requests that wait for a run");
        _meter.CreateObservableGauge(
            "slipway.inference.running", () => Observe(model.Loaded?.Scheduler.Snapshot.Running ?? 0), "{request}", "Requests in the model");
        _meter.CreateObservableGauge(
            "slipway.inference.in_flight", () => Observe(Interlocked.Read(ref _inFlight)), "{request}", "Requests between parsed and answered");
        _meter.CreateObservableGauge("slipway.model.provider", () => Provider(model), "{model}", "1, by the execution provider in use");
        _meter.CreateObservableGauge(
            "slipway.model.download.total", () => Observe(model.Snapshot.Download?.TotalBytes ?? 0), "By", "Bytes of the model; 0: not known yet");
        _meter.CreateObservableCounter(
            "slipway.cgroup.throttled.periods",
            () => CgroupThrottling.Read().Periods,
            "{period}",
            "Periods in which the container ran out of its CPU limit");
        _meter.CreateObservableCounter(
            "slipway.cgroup.throttled.time", () => CgroupThrottling.Read().Seconds, "s", "Time for which the container's threads were held back");
        _meter.CreateObservableGauge("slipway.model.ready", () => Observe(model.IsReady ? 1 : 0), "{model}", "1 when the model is warm and not draining");
        _meter.CreateObservableGauge(
            "slipway.model.download", () => Observe(model.Snapshot.Download?.Bytes ?? 0), "By", "Bytes of the model on disk so far");
        _meter.CreateObservableGauge("slipway.model.phase.duration", () => Phases(model), "s", "Time in each phase of the start, by phase");
    }

    /// <summary>The same numbers since the start, for the protocols' statistics.</summary>
    public InferenceTotals Totals { get; }

    /// <summary>Shows what request bodies take.</summary>
    public void Watch(ByteBudget budget) => _meter.CreateObservableGauge(
        "slipway.inference.bytes_in_flight", () => Observe(budget.UsedBytes), "By", "Memory of request bodies that are being read, wait or run");

    /// <summary>A request that fits the model goes to the scheduler.</summary>
    public void Entered() => Interlocked.Increment(ref _inFlight);

    /// <summary>It came back, answered or not.</summary>
    public void Left() => Interlocked.Decrement(ref _inFlight);

    /// <summary>A request was answered.</summary>
    /// <param name="timings">Where the run's time went.</param>
    /// <param name="total">From the moment the body was read.</param>
    /// <param name="rows">How many inferences it was.</param>
    /// <param name="queued">How long it waited for its run.</param>
    public void Answered(RunTimings timings, TimeSpan total, long rows, TimeSpan queued)
    {
        _request.Record(total.TotalSeconds, _model, _version);
        _queue.Record(queued.TotalSeconds, _model, _version);
        _compute.Record(timings.Total.TotalSeconds, _model, _version);
        Totals.Add(timings, total, queued, rows);
    }

    /// <inheritdoc/>
    public void Ran(int requests, long rows)
    {
        _batchRows.Record(rows, _model, _version);
        _batchRequests.Record(requests, _model, _version);
        Totals.Ran();
    }

    /// <summary>A request was not answered.</summary>
    public void Failed(string reason) => Failed(reason, reason switch
    {
        FailureReason.Canceled => "cancelled",
        FailureReason.Rejected => "bytes_in_flight",
        _ => "refused",
    });

    /// <summary>A request was not answered.</summary>
    public void Failed(Failure failure) => Failed(FailureReason.Of(failure), FailureReason.CauseOf(failure));

    /// <summary>A request came around the gateway.</summary>
    public void Unauthenticated() => _strangers.Add(1, _model, _version);

    /// <summary>A body was read.</summary>
    public void Received(long bytes) => _requestBytes.Record(bytes, _model, _version);

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private void Failed(string reason, string cause)
    {
        _failures.Add(1, _model, _version, new("reason", reason));
        _refusals.Add(1, _model, _version, new("cause", cause));
        Totals.Failed();
    }

    private IEnumerable<Measurement<long>> Provider(ServedModel model) => model.Loaded is { } loaded
        ? [new Measurement<long>(1, _model, _version, new("provider", loaded.Backend.Provider.Active))]
        : [];

    private Counter<long> Counter(string name, string unit, string description) => _meter.CreateCounter<long>(name, unit, description);

    private Histogram<double> Histogram(string name, string unit, string description, IReadOnlyList<double> bounds) =>
        _meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    private Histogram<long> Histogram(string name, string unit, string description) =>
        _meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<long> { HistogramBucketBoundaries = BatchSizes });

    /// <summary>A counter that is read when somebody looks, and so costs nothing for each request.</summary>
    private void Sum(string name, string unit, string description, Func<long> read) =>
        _meter.CreateObservableCounter(name, () => Observe(read()), unit, description);

    private Measurement<long> Observe(long value) => new(value, _model, _version);

    private IEnumerable<Measurement<double>> Phases(ServedModel model) => model.Snapshot.Phases
        .Where(phase => phase.Phase < ModelPhase.Ready)
        .Select(phase => new Measurement<double>(phase.Duration.TotalSeconds, _model, _version, new("phase", phase.Phase.ToString())));
}
