namespace Slipway.Gateway.Pools;

/// <summary>Limits of every pool.</summary>
internal sealed record PoolSettings(int MaxQueueLength, long MaxQueueBytes, TimeSpan SlowStart, int MaxShadowCopies, long MaxShadowBytes)
{
    public static PoolSettings Of(GatewayOptions options) =>
        new(options.MaxQueueLength, options.MaxQueueBytes, options.SlowStart, options.MaxShadowCopies, options.MaxShadowBytes);
}
