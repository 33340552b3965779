using System.Text.Json.Serialization;

namespace Slipway.Planning.Runtime;

/// <summary>What a runtime is doing.</summary>
[JsonConverter(typeof(KnownNameConverter<RuntimePhase>))]
public enum RuntimePhase
{
    /// <summary>A phase that this operator does not know.</summary>
    Unknown,
    Downloading,
    Verifying,
    Loading,
    WarmingUp,
    Ready,
    Draining,
    Failed,
}
