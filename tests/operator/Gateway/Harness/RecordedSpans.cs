using System.Collections.Concurrent;
using System.Diagnostics;
using Slipway.Gateway.Tracing;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>Keeps the gateway's spans of one trace, as an exporter would; to requests of other tests nobody listens.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> spans = new();
    private readonly ActivityListener listener;

    public RecordedSpans()
    {
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == GatewayActivity.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => Decide(options.Parent),
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public ActivityTraceId Trace { get; } = ActivityTraceId.CreateRandom();

    /// <summary>What a client sends.</summary>
    public string TraceParent => $"00-{Trace.ToHexString()}-00f067aa0ba902b7-01";

    public Activity Server => spans.Single(span => span.Kind == ActivityKind.Server);

    public IReadOnlyList<Activity> Tries => [.. spans.Where(span => span.Kind == ActivityKind.Client)];

    public int Count => spans.Count;

    public void Dispose() => listener.Dispose();

    // Parent-based, as the SDK's sampler.
    private ActivitySamplingResult Decide(ActivityContext parent)
    {
        if (parent.TraceId != Trace)
            return ActivitySamplingResult.None;
        if (parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded))
            return ActivitySamplingResult.AllDataAndRecorded;
        return parent.IsRemote ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.None;
    }
}
