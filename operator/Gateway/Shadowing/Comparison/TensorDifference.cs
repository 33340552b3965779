namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>What a comparison of two tensors came to.</summary>
internal sealed class TensorDifference
{
    public long Elements { get; private set; }

    /// <summary>Elements that are not alike.</summary>
    public long Mismatched { get; private set; }

    /// <summary>The largest difference of these; texts have none.</summary>
    public double MaxAbsolute { get; private set; }

    public void Add(bool isMismatch, double difference)
    {
        Elements++;
        if (!isMismatch)
            return;
        Mismatched++;
        MaxAbsolute = Math.Max(MaxAbsolute, difference);
    }
}
