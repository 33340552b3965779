using System.Diagnostics;

namespace Slipway.Gateway.Tracing;

/// <summary>Where the gateway's spans come from. Without an OTLP endpoint nobody listens: none is made, and headers go through as they are.</summary>
internal static class GatewayActivity
{
    public const string SourceName = "Slipway.Gateway";

    private const string TraceParent = "traceparent";

    private const string TraceState = "tracestate";

    public static ActivitySource Source { get; } = new(SourceName);

    /// <summary>The span of what is being done here; null: there is none.</summary>
    // The web server has activities of its own, for the sake of logs, which nobody exports.
    public static Activity? Current => Source.HasListeners() && Activity.Current is { } current && ReferenceEquals(current.Source, Source) ? current : null;

    /// <summary>Makes a request the child of the current span, where there is one; else of its client's.</summary>
    public static void Propagate(HttpRequestMessage message)
    {
        if (Current is not { } current)
            return;
        message.Headers.Remove(TraceParent);
        message.Headers.TryAddWithoutValidation(TraceParent, current.Id);
        if (current.TraceStateString is null)
            message.Headers.Remove(TraceState); // It belongs to a traceparent that could not be read.
    }
}
