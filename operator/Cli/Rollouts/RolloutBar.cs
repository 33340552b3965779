using System.Globalization;
using Slipway.Api;

namespace Slipway.Cli.Rollouts;

/// <summary>How far a rollout is, in a line.</summary>
internal static class RolloutBar
{
    private const int Width = 20;

    /// <summary><c>█████░░░… 25 %  step 1 of 4  Baking for 12s</c>; null: nothing is under way.</summary>
    public static string? Of(RolloutStatus? rollout, DateTimeOffset now)
    {
        if (rollout?.Canary is null)
            return null;
        var weight = Math.Clamp(rollout.Weight ?? 0, 0, 100);
        var full = weight * Width / 100;
        var steps = (rollout.Steps ?? 0) + 1;
        var step = Math.Clamp(rollout.Step ?? 1, 1, steps);
        var since = rollout.Since is { } began && now > began ? $" for {Age(now - began)}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{new string('█', full)}{new string('░', Width - full)} {weight} %  step {step} of {steps}  {rollout.Phase}{since}");
    }

    /// <summary>As kubectl writes ages: 45s, 12m, 3h.</summary>
    internal static string Age(TimeSpan age) => age switch
    {
        { TotalMinutes: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalSeconds}s"),
        { TotalHours: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalMinutes}m"),
        { TotalDays: < 2 } => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalHours}h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(int)age.TotalDays}d"),
    };
}
