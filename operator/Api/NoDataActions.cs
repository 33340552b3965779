namespace Slipway.Api;

/// <summary>Values of spec.rollout.analysis.onNoData.</summary>
public static class NoDataActions
{
    public const string Pause = "Pause";

    public const string Proceed = "Proceed";

    public const string Abort = "Abort";
}
