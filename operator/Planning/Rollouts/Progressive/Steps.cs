using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>Moves from one share to the next: replicas for it come first, then the share.</summary>
internal static class Steps
{
    /// <summary>On to the next step; its replicas are made before anything moves.</summary>
    public static RolloutProgress Advance(RolloutProgress progress, RolloutInput input, DateTimeOffset now) =>
        progress.Enter(RolloutPhase.ScalingCanary, now) with
        {
            Step = Math.Min(progress.Step + 1, input.Policy.Steps.Count),
            Passes = 0,
            Baseline = null,
            Message = null,
        };

    /// <summary>The share of the present step; beyond the last one all of it, as far as the mode lets it.</summary>
    public static RolloutProgress Shift(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        if (progress.Step < input.Policy.Steps.Count)
        {
            return progress.Enter(RolloutPhase.Shifting, now) with
            {
                Weight = input.Policy.WeightOf(progress.Step),
                Passes = 0,
                Baseline = null,
                Message = null,
            };
        }

        return progress.Enter(RolloutPhase.Promoting, now) with
        {
            Weight = progress.Mode == CapacityModes.Replace ? progress.Weight : 100,
            Passes = 0,
            Baseline = null,
            Message = null,
        };
    }
}
