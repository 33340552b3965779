using System.Diagnostics.Metrics;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Counts requests, under the names of Kubernetes' own clients.</summary>
internal sealed class ClientMetrics
{
    /// <summary>Name of the meter of this library.</summary>
    public const string MeterName = "Slipway.Kubernetes";

    /// <summary>The code of a request without an answer.</summary>
    private const string NoAnswer = "<error>";

    private readonly Counter<long> requests;
    private readonly Histogram<double> durations;

    public ClientMetrics(IMeterFactory? factory)
    {
        var meter = factory?.Create(MeterName) ?? new Meter(MeterName);
        requests = meter.CreateCounter<long>("rest_client_requests_total", description: "Requests to the API server, by code, method and host.");
        durations = meter.CreateHistogram<double>(
            "rest_client_request_duration_seconds", "s", "Time from sending a request to the head of its answer, by verb and host.");
    }

    /// <param name="code">Null: no answer came.</param>
    public void Count(string verb, HttpMethod method, string host, int? code, TimeSpan duration)
    {
        var codeText = code is { } number ? $"{number}" : NoAnswer;
        requests.Add(1, new("code", codeText), new("method", method.Method), new("host", host));
        durations.Record(duration.TotalSeconds, new("verb", verb), new("host", host));
    }
}
