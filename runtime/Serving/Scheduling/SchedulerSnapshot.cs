using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>What a scheduler holds at one moment.</summary>
/// <param name="Waiting">Requests in the queue.</param>
/// <param name="Running">Requests in the backend, those included that were answered with a timeout but have not ended yet.</param>
/// <param name="Overdue">How long the most stubborn run has ignored its termination; null when none does. For liveness.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SchedulerSnapshot(int Waiting, int Running, TimeSpan? Overdue);
