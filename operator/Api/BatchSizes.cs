namespace Slipway.Api;

/// <summary>Values of spec.runtime.batching.maxBatchSize beside numbers.</summary>
public static class BatchSizes
{
    /// <summary>Chosen by each replica from what it measures when it starts.</summary>
    public const string Auto = "Auto";
}
