namespace Slipway.Simulator.Policies;

/// <summary>The mean over the last seconds, one value for each.</summary>
internal sealed class BucketWindow(int seconds)
{
    private readonly double[] values = new double[seconds];
    private int count;
    private double sum;

    /// <summary>Over the window, or over what there is of it.</summary>
    public double Mean => count == 0 ? 0 : sum / Math.Min(count, values.Length);

    public void Add(double value)
    {
        ref var slot = ref values[count++ % values.Length];
        sum += value - (count > values.Length ? slot : 0);
        slot = value;
    }
}
