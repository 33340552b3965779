using System.Collections.Immutable;

namespace Slipway.Planning.Autoscaling.Levels;

/// <summary>
/// The history of need, replica by replica: level k is "at least k are needed". For each level, when that ended and how long it was
/// until it came back. Above 16 replicas levels are a sixteenth apart, so that it stays small.
/// </summary>
public sealed record LevelHistory
{
    private const int Remembered = 20;

    private const int Exact = 16;

    public static LevelHistory Empty { get; } = new();

    /// <summary>Level 1 first; only as many as were ever needed.</summary>
    public ImmutableArray<Level> Levels { get; init; } = [];

    /// <summary>How many of the levels are needed now.</summary>
    public int Needed { get; init; }

    /// <summary>Whether some of it was read from memory, without plans.</summary>
    public bool IsUnplanned { get; init; }

    /// <summary>How many replicas a level stands for; levels begin at 0.</summary>
    public static int ReplicasOf(int level)
    {
        var replicas = Math.Min(level + 1, Exact);
        for (var further = Exact; further <= level; further++)
            replicas += Math.Max(1, replicas / Exact);
        return replicas;
    }

    /// <summary>Makes the plans that follow from the gaps.</summary>
    internal LevelHistory Planned(double hold, double startUp, ScaleTuning tuning)
    {
        if (!IsUnplanned)
            return this;
        var levels = Levels.ToBuilder();
        for (var index = 0; index < levels.Count; index++)
            levels[index] = levels[index] with { Plan = Plan(levels[index].Gaps, index, hold, startUp, tuning) };
        return this with { Levels = levels.ToImmutable(), IsUnplanned = false };
    }

    /// <summary>Takes what is needed now.</summary>
    internal LevelHistory With(int replicas, DateTimeOffset now, double hold, double startUp, ScaleTuning tuning)
    {
        var needed = LevelsOf(replicas);
        if (needed == Needed)
            return this;
        var levels = Levels.ToBuilder();
        while (levels.Count < needed)
            levels.Add(new Level());
        for (var level = needed; level < Needed; level++)
            levels[level] = levels[level] with { EndedAt = now };
        for (var level = Needed; level < needed; level++)
            levels[level] = Begun(levels[level], level, now, hold, startUp, tuning);
        return this with { Levels = levels.ToImmutable(), Needed = needed };
    }

    /// <summary>How many replicas to keep or to have back now because of what was needed before.</summary>
    /// <param name="now">The present.</param>
    /// <param name="hold">Seconds to hold without experience.</param>
    /// <param name="startUp">Seconds to start one.</param>
    /// <param name="restart">Whether those that are gone may be started again before they are needed.</param>
    internal int Held(DateTimeOffset now, double hold, double startUp, bool restart)
    {
        for (var level = Levels.Length - 1; level >= Needed; level--)
        {
            if (IsHeld(Levels[level], now, hold, startUp, restart))
                return ReplicasOf(level);
        }

        return Needed == 0 ? 0 : ReplicasOf(Needed - 1);
    }

    /// <summary>Ends the hold of all that is not needed now, except where it is known when that comes back.</summary>
    internal LevelHistory Released()
    {
        if (!Levels.Skip(Needed).Any(IsHoldOnly))
            return this;
        return this with { Levels = [.. Levels.Select((level, index) => index >= Needed && IsHoldOnly(level) ? level with { EndedAt = null } : level)] };
    }

    private static bool IsHoldOnly(Level level) => level is { EndedAt: not null, Plan: not { BackAt: not null } };

    private static Level Begun(Level level, int index, DateTimeOffset now, double hold, double startUp, ScaleTuning tuning)
    {
        if (level.EndedAt is not { } ended)
            return level;
        var gap = (now - ended).TotalSeconds;
        // Short gaps never let a replica go, whatever is decided: they would only push the long ones out.
        if (gap < Math.Min(tuning.ShortestHold, Math.Max(60, startUp)))
            return level with { EndedAt = null };
        var gaps = level.Gaps.Add(Math.Round(gap));
        if (gaps.Length > Remembered)
            gaps = gaps.RemoveAt(0);
        return new Level { Gaps = gaps, Plan = Plan(gaps, index, hold, startUp, tuning) };
    }

    private static HoldPlan? Plan(ImmutableArray<double> gaps, int index, double hold, double startUp, ScaleTuning tuning)
    {
        var price = tuning.LatePrice / Math.Max(1, tuning.MissingShare * ReplicasOf(index));
        return HoldPlanner.Plan(gaps, hold, startUp, price, tuning);
    }

    private static bool IsHeld(Level level, DateTimeOffset now, double hold, double startUp, bool restart)
    {
        if (level.EndedAt is not { } ended)
            return false;
        var since = (now - ended).TotalSeconds;
        if (since < (level.Plan?.Hold ?? hold))
            return true;
        return restart && level.Plan is { BackAt: { } back } plan && since >= back - startUp && since < plan.BackUntil;
    }

    private static int LevelsOf(int replicas)
    {
        if (replicas <= Exact)
            return replicas;
        var level = Exact;
        while (ReplicasOf(level - 1) < replicas)
            level++;
        return level;
    }
}
