namespace Slipway.Simulator.Engine;

/// <summary>A replica.</summary>
internal sealed class Pod
{
    public required double CreatedAt { get; init; }

    /// <summary>When it got a GPU; infinity: it waits for one.</summary>
    public double ScheduledAt { get; set; } = double.PositiveInfinity;

    /// <summary>When it is or was ready; infinity until it is scheduled.</summary>
    public double ReadyAt { get; set; } = double.PositiveInfinity;

    public PodPhase Phase { get; set; }

    public int InFlight { get; set; }
}
