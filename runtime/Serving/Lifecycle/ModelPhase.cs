namespace Slipway.Runtime.Serving.Lifecycle;

/// <summary>The phases of decision 0001's status endpoint, in the order they are passed through.</summary>
public enum ModelPhase
{
    Downloading,
    Verifying,
    Loading,
    WarmingUp,
    Ready,
    Draining,
    Failed,
}
