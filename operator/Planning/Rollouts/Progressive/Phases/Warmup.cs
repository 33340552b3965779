using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive.Phases;

/// <summary>The replicas are ready and warm. Before the first share, the model's signature is compared with the stable one's.</summary>
internal static class Warmup
{
    // A runtime that has not said what its model takes by then never will.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static RolloutProgress Next(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (input.Version(progress.Canary).Ready == 0)
            return progress.Enter(RolloutPhase.ScalingCanary, now);
        if (progress.Weight > 0)
            return Steps.Shift(progress, input, now);
        if (input.SignatureDifferences is null && !progress.Fast && !input.AllowsSignatureChange && now - progress.Since < Patience)
            return progress.Blocked("the runtime has not said yet what inputs and outputs the model has");
        if (input.SignatureDifferences is { Count: > 0 } differences && !input.AllowsSignatureChange && !progress.Fast)
        {
            return progress.Abort(
                Reasons.SignatureMismatch,
                $"{string.Join("; ", differences)}. If clients know, set the annotation {RolloutActions.AllowSignatureChange}: \"{progress.Canary}\" and retry",
                now);
        }

        return input.Policy.Shadow is not null && progress is { Step: 0, Fast: false }
            ? progress.Enter(RolloutPhase.Shadow, now) with { Baseline = null, Verdicts = [] }
            : Steps.Shift(progress, input, now);
    }
}
