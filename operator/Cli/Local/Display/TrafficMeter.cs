using System.Diagnostics.Metrics;
using Slipway.Kubernetes.Entities;

namespace Slipway.Cli.Local.Display;

/// <summary>Listens to the durations that the gateway measures, and makes rates of them.</summary>
internal sealed class TrafficMeter : IDisposable
{
    private const string Meter = "Slipway.Gateway";

    private const string Instrument = "slipway_gateway_request_seconds";

    private readonly Lock gate = new();

    private readonly MeterListener listener = new();

    private readonly TimeProvider time;

    private Dictionary<EntityKey, (long Requests, double Seconds)> sums = [];

    private long since;

    public TrafficMeter(TimeProvider time)
    {
        this.time = time;
        since = time.GetTimestamp();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == Meter && instrument.Name == Instrument)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => Count(seconds, tags));
        listener.Start();
    }

    /// <summary>What came since the last call.</summary>
    public IReadOnlyDictionary<EntityKey, TrafficRate> Read()
    {
        Dictionary<EntityKey, (long Requests, double Seconds)> read;
        TimeSpan elapsed;
        lock (gate)
        {
            elapsed = time.GetElapsedTime(since);
            (read, sums, since) = (sums, [], time.GetTimestamp());
        }

        return read.ToDictionary(
            pair => pair.Key,
            pair => new TrafficRate(pair.Value.Requests / Math.Max(elapsed.TotalSeconds, 1e-3), TimeSpan.FromSeconds(pair.Value.Seconds / pair.Value.Requests)));
    }

    public void Dispose() => listener.Dispose();

    private void Count(double seconds, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var (@namespace, name) = ("", "");
        foreach (var (key, value) in tags)
        {
            if (key == "namespace")
                @namespace = value as string ?? "";
            else if (key == "name")
                name = value as string ?? "";
        }

        var model = new EntityKey(@namespace, name);
        lock (gate)
        {
            var sum = sums.GetValueOrDefault(model);
            sums[model] = (sum.Requests + 1, sum.Seconds + seconds);
        }
    }
}
