using Slipway.Api;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>Nothing is known to be wrong.</summary>
internal static class StartingCheck
{
    public static Finding Finding { get; } = new(Reasons.Starting, "replicas are being started.", Outcome.Progressing);
}
