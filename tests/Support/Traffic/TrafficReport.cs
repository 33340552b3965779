using System.Text;

namespace Slipway.Tests.Support.Traffic;

/// <summary>All requests of a <see cref="TrafficDriver"/>, in the order in which they were sent.</summary>
public sealed record TrafficReport(IReadOnlyList<TrafficSample> Samples)
{
    public IReadOnlyList<TrafficSample> Failures { get; } = [.. Samples.Where(sample => sample.Failure is not null)];

    /// <summary>The part sent in a window of time, since the driver's start.</summary>
    public TrafficReport Between(TimeSpan from, TimeSpan to) => new([.. Samples.Where(sample => sample.At >= from && sample.At < to)]);

    /// <summary>How many good answers carried the label.</summary>
    public int Count(string label) => Samples.Count(sample => sample.Label == label);

    /// <summary>When a label was first seen; null when never.</summary>
    public TimeSpan? FirstSeen(string label) => Samples.FirstOrDefault(sample => sample.Label == label)?.At;

    /// <summary>Latency that this share (0 to 1) of the good answers did not exceed; zero without answers.</summary>
    public TimeSpan Latency(double share)
    {
        var sorted = Samples.Where(sample => sample.Failure is null).Select(sample => sample.Latency).Order().ToArray();
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)];
    }

    /// <summary>One line of totals, one per label and second, and every failure with its time and cause.</summary>
    public string Describe()
    {
        var text = new StringBuilder();
        text.AppendLine($"{Samples.Count} requests, {Failures.Count} failed, p50 {Latency(0.5).TotalMilliseconds:0.0} ms, p99 {Latency(0.99).TotalMilliseconds:0.0} ms");
        foreach (var second in Samples.GroupBy(sample => (int)sample.At.TotalSeconds))
        {
            var labels = second.GroupBy(sample => sample.Label ?? "failed").OrderBy(group => group.Key, StringComparer.Ordinal);
            text.AppendLine($"  {second.Key,4} s  {string.Join("  ", labels.Select(group => $"{group.Key}: {group.Count()}"))}");
        }

        foreach (var failure in Failures)
            text.AppendLine($"  failed at {failure.At.TotalSeconds:0.000} s after {failure.Latency.TotalMilliseconds:0} ms: {failure.Failure}");
        return text.ToString();
    }
}
