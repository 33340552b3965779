using Slipway.Planning.Runtime;

namespace Slipway.Planning.Tests.Support;

/// <summary>What runtimes report.</summary>
internal static class Reported
{
    public static RuntimeStatus Ready(string provider = "CPU", string? passedOver = null) => new()
    {
        Phase = RuntimePhase.Ready,
        Model = new RuntimeModel("sha256:9f86", 582663),
        Provider = new RuntimeProvider(provider, passedOver),
        Phases = [new RuntimePhaseTime("Downloading", 1.25), new RuntimePhaseTime("Loading", 0.5)],
    };
}
