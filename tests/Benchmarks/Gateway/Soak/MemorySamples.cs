using Slipway.Benchmarks.Shared;

namespace Slipway.Benchmarks.Gateway.Soak;

/// <summary>Memory of the gateway as requests go through it.</summary>
/// <param name="requests">How many there will be.</param>
internal sealed class MemorySamples(long requests)
{
    private readonly List<(long Answered, double Megabytes)> samples = [];

    /// <summary>The most that was seen, in MiB.</summary>
    public double Highest => samples.Max(sample => sample.Megabytes);

    /// <summary>After a tenth of the requests: the median of the tenth that follows, since a collector lets memory swing.</summary>
    public double Settled => Between(0.1, 0.2);

    /// <summary>At the end: the median of the last tenth.</summary>
    public double Last => Between(0.9, 1);

    public void Add(long answered, double megabytes) => samples.Add((answered, megabytes));

    private double Between(double from, double to) => Statistics.Median(
        samples.Where(sample => sample.Answered >= from * requests && sample.Answered <= to * requests).Select(sample => sample.Megabytes));
}
