namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>What became of a request at the gate.</summary>
internal enum GateOutcome
{
    /// <summary>It holds a slot, and must leave.</summary>
    Entered,

    /// <summary>No slot and no place in the queue.</summary>
    Full,

    /// <summary>The gate is closed for good.</summary>
    Stopped,

    /// <summary>It gave up while waiting.</summary>
    Cancelled,
}
