using System.Globalization;
using Slipway.Api;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>Who gets which share of the requests, and whether the gateways route so already.</summary>
internal static class Shares
{
    /// <summary>
    /// The canary's share as things are. A version without ready replicas gets nothing while the other one has some; a canary that has
    /// been looked at gets everything when the stable version has nothing left.
    /// </summary>
    public static int OfCanary(RolloutProgress progress, RolloutInput input)
    {
        if (progress.Canary is null)
            return 0;
        var canary = input.Version(progress.Canary);
        var stable = input.Version(progress.Stable);
        if (canary.Ready == 0)
            return stable.Ready == 0 && progress.Weight == 100 && !progress.Hard ? 100 : 0;
        return stable.Ready == 0 && !progress.Hard && IsTrusted(progress) ? 100 : progress.Weight;
    }

    /// <summary>What gateways are told, the version that gets most first.</summary>
    public static IReadOnlyList<TrafficTarget> Traffic(RolloutProgress progress, RolloutInput input)
    {
        var weight = OfCanary(progress, input);
        var stable = new TrafficTarget { Revision = progress.Stable!, Weight = 100 - weight };
        if (progress.Canary is null)
            return [stable];
        var canary = new TrafficTarget
        {
            Revision = progress.Canary,
            Weight = weight,
            Header = IsTrial(progress, input) ? input.Policy.HeaderRoute : null,
            Shadow = progress.Phase == RolloutPhase.Shadow ? Copies(input.Policy.Shadow) : null,
        };
        if (weight == 100)
            return progress.Phase == RolloutPhase.PostBake ? [canary] : [canary, stable];
        return weight == 0 && canary is { Header: null, Shadow: null } ? [stable] : weight > 50 ? [canary, stable] : [stable, canary];
    }

    /// <summary>Whether every gateway routes by the shares that are decided. Without gateways the Service must point to the right version.</summary>
    public static bool AreTakenOver(RolloutProgress progress, RolloutInput input) => Laggards(progress, input) is null;

    /// <summary>Who does not route by the decided shares yet; null: all do.</summary>
    public static string? Laggards(RolloutProgress progress, RolloutInput input)
    {
        var weight = OfCanary(progress, input);
        if (!input.GatewayInstalled)
            return input.Serving == (weight == 100 ? progress.Canary : progress.Stable) ? null : "the Service points to the other version";
        if (input.Gateways.Count == 0)
            return "no gateway has reported";
        var wanted = new Dictionary<string, int>(StringComparer.Ordinal);
        if (progress.Canary is not null && weight > 0)
            wanted[progress.Canary] = weight;
        if (weight < 100)
            wanted[progress.Stable!] = 100 - weight;
        var late = input.Gateways.Where(gateway => !gateway.RoutesBy(wanted)).Select(gateway => gateway.Gateway).ToList();
        return late.Count == 0 ? null : $"gateway {string.Join(", ", late)} does not route by the new shares yet";
    }

    private static bool IsTrusted(RolloutProgress progress) =>
        progress.Weight > 0 || progress.Phase is RolloutPhase.Shadow or RolloutPhase.Shifting or RolloutPhase.Baking or RolloutPhase.Promoting;

    private static bool IsTrial(RolloutProgress progress, RolloutInput input) =>
        input.Version(progress.Canary).Ready > 0
        && progress.Phase is RolloutPhase.Shadow or RolloutPhase.Shifting or RolloutPhase.Baking or RolloutPhase.Analyzing or RolloutPhase.Paused;

    private static ShadowTarget? Copies(ShadowPolicy? shadow)
    {
        if (shadow is null)
            return null;
        var target = new ShadowTarget { Percent = shadow.Percent };
        if (shadow.Comparison is not { } comparison)
            return target;
        target.AbsoluteTolerance = Text(comparison.Usual.Atol);
        target.RelativeTolerance = Text(comparison.Usual.Rtol);
        if (!comparison.Outputs.IsEmpty)
        {
            target.Outputs =
            [
                .. comparison.Outputs.Select(output => new OutputTolerance
                {
                    Name = output.Key,
                    AbsoluteTolerance = Text(output.Value.Atol),
                    RelativeTolerance = Text(output.Value.Rtol),
                }),
            ];
        }
        return target;
    }

    private static string Text(double number) => number.ToString("0.################", CultureInfo.InvariantCulture);
}
