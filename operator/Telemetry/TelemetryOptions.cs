namespace Slipway.Telemetry;

/// <summary>What a program reports about itself.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Name of the program, for example <c>slipway-manager</c>: <c>service.name</c> of everything exported.</summary>
    public required string ServiceName { get; init; }

    /// <summary>Version of the program; null: the informational version of the entry assembly.</summary>
    public string? ServiceVersion { get; init; }

    /// <summary>
    /// Meters to export, <c>*</c> as wildcard. Default: our own and the process's garbage collector and thread pool.
    /// </summary>
    public IReadOnlyList<string> Meters { get; init; } = ["Slipway.*", "System.Runtime"];

    /// <summary>Activity sources to export when OTLP is on, <c>*</c> as wildcard. Default: our own and ASP.NET Core's.</summary>
    public IReadOnlyList<string> ActivitySources { get; init; } = ["Slipway.*", "Microsoft.AspNetCore"];

    /// <summary>
    /// Upper bounds of histogram buckets by instrument name. They win over the bounds that the instrument advises
    /// (<see cref="System.Diagnostics.Metrics.InstrumentAdvice{T}"/>), which win over <see cref="Buckets.Seconds"/> for
    /// instruments with the unit <c>s</c>.
    /// </summary>
    public IReadOnlyDictionary<string, double[]> HistogramBuckets { get; init; } = new Dictionary<string, double[]>();

    /// <summary>Distinct label sets kept per instrument; further ones are summed under <c>otel_metric_overflow</c>. Default 2,000.</summary>
    /// <remarks>Room for all of them is taken at once, for every instrument: 100,000 need some 15 MB each.</remarks>
    public int CardinalityLimit { get; init; } = 2_000;

    /// <summary>Other limits for all instruments of a meter, by its name. Default none.</summary>
    public IReadOnlyDictionary<string, int> CardinalityLimitByMeter { get; init; } = new Dictionary<string, int>();

    /// <summary>Where to push OTLP; null: nowhere. Default: the environment's OTEL_EXPORTER_OTLP_ENDPOINT.</summary>
    public Uri? OtlpEndpoint { get; init; } =
        Uri.TryCreate(Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT"), UriKind.Absolute, out var endpoint) ? endpoint : null;
}
