namespace Slipway.Planning.Runtime;

/// <summary>What a replica's runtime reports at <c>GET :9090/status</c> (decision 0001). Unknown members are ignored.</summary>
public sealed record RuntimeStatus
{
    public RuntimePhase Phase { get; init; }

    public RuntimeModel? Model { get; init; }

    public RuntimeDownload? Download { get; init; }

    public RuntimeProvider? Provider { get; init; }

    /// <summary>Null until the model is loaded.</summary>
    public RuntimeSignature? Signature { get; init; }

    /// <summary>Phases that are over, and how long each took.</summary>
    public IReadOnlyList<RuntimePhaseTime> Phases { get; init; } = [];

    /// <summary>What was measured when the model warmed up, or learned since; null: nothing yet, or an older runtime.</summary>
    public RuntimeCapacity? Capacity { get; init; }
}
