namespace Slipway.Api;

/// <summary>
/// Words of the annotation <see cref="Annotation"/>. Anything behind a <c>#</c> is ignored, so that the same word can be given again:
/// <c>promote#2</c>.
/// </summary>
public static class RolloutActions
{
    /// <summary>Where a person's wish is written; answered in status.rollout.acknowledged.</summary>
    public const string Annotation = "slipway.dev/rollout-action";

    /// <summary>Lets a version with another signature through: its revision, or <c>true</c> for any.</summary>
    public const string AllowSignatureChange = "slipway.dev/allow-signature-change";

    /// <summary>Go on to the next step, also from a pause.</summary>
    public const string Promote = "promote";

    /// <summary>Skip all steps.</summary>
    public const string PromoteFull = "promote-full";

    public const string Pause = "pause";

    public const string Abort = "abort";

    /// <summary>Forget that this spec was aborted or rolled back.</summary>
    public const string Retry = "retry";

    /// <summary><c>rollback@2</c>: back to the kept version of this name or revision.</summary>
    public const string RollbackPrefix = "rollback@";
}
