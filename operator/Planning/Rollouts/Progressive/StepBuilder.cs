using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>What a phase means for replicas and shares.</summary>
internal static class StepBuilder
{
    public static RolloutStep Build(RolloutProgress progress, RolloutInput input, DateTimeOffset now)
    {
        var (stable, canary) = Sizing.Replicas(progress, input);
        var isPromoted = progress.Phase == RolloutPhase.PostBake;
        var serve = Shares.OfCanary(progress, input) == 100 ? progress.Canary! : progress.Stable!;
        var keep = new List<KeptVersion>
        {
            new(progress.Stable!, stable, HasServed: true, isPromoted ? progress.Since + input.Policy.ScaleDownDelay : null),
            // On its way out it is no way back, whatever it was before.
            new(progress.Canary!, canary, isPromoted, RetireAt: null),
        };
        var remove = new List<string>();
        foreach (var version in input.Versions.Where(version => version.Revision != progress.Stable && version.Revision != progress.Canary))
        {
            if (version is { HasServed: true, RetireAt: { } time } && time > now)
                keep.Add(new(version.Revision, version.Replicas, HasServed: true, time));
            else
                remove.Add(version.Revision);
        }

        return new RolloutStep(serve, keep, remove) { Traffic = Shares.Traffic(progress, input) };
    }
}
