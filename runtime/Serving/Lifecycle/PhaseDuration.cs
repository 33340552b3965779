using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving.Lifecycle;

/// <summary>How long a phase took, or has taken so far. A phase that was entered twice is listed once, with the sum.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Duration">Its length.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PhaseDuration(ModelPhase Phase, TimeSpan Duration);
