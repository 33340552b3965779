namespace Slipway.Cli.Local.Display;

/// <summary>Requests of one model since the last look.</summary>
/// <param name="PerSecond">How many.</param>
/// <param name="Latency">Their mean; null: there was none.</param>
internal sealed record TrafficRate(double PerSecond, TimeSpan? Latency)
{
    public static TrafficRate None { get; } = new(0, null);
}
