namespace Slipway.Api;

/// <summary>Values of spec.rollout.onDeadline.</summary>
public static class DeadlineActions
{
    public const string Abort = "Abort";

    public const string Wait = "Wait";
}
