using System.Globalization;
using System.Text.Json;
using Slipway.Planning.Autoscaling.Levels;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Autoscaling.Memory;

/// <summary>Writes and reads what is kept of a model's scaling.</summary>
public static class ScaleMemoryCodec
{
    private const int KnownFormat = 1;

    private const int MostLevels = 200;

    private const int MostGaps = 50;

    /// <summary>As text.</summary>
    public static string Write(ScaleMemory memory) => JsonSerializer.Serialize(memory, PlanningJsonContext.Default.ScaleMemory);

    /// <summary>From text; null when it is none, or of a newer form: then everything is learned anew.</summary>
    public static ScaleMemory? Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            return JsonSerializer.Deserialize(text, PlanningJsonContext.Default.ScaleMemory) is { Format: KnownFormat, Versions: not null } memory ? memory : null;
        }
        catch (JsonException)
        {
            return null; // Somebody edited it.
        }
    }

    /// <summary>What of a state is kept.</summary>
    public static VersionMemory Pack(ScaleState state, RuntimeCapacity? capacity) => new()
    {
        Service = state.ServiceSeconds is { } seconds ? Rounded(seconds) : null,
        StartUps = state.StartUps.Seconds.IsEmpty ? null : [.. state.StartUps.Seconds.Select(value => Math.Round(value, 1))],
        Hold = state.HoldSeconds,
        IdleGaps = state.IdleGaps.IsEmpty ? null : state.IdleGaps,
        Levels = state.Levels.Levels.IsEmpty
            ? null
            : [.. state.Levels.Levels.Select((level, index) => Pack(level, isNeeded: index < state.Levels.Needed))],
        Capacity = capacity,
    };

    /// <summary>A state that goes on from what was kept. Replicas that were needed then count as needed until now.</summary>
    public static ScaleState Unpack(VersionMemory memory, DateTimeOffset now)
    {
        var levels = (memory.Levels ?? []).Take(MostLevels).Where(level => level is { Count: > 0 }).ToList();
        return new ScaleState
        {
            ServiceSeconds = memory.Service is > 0 and < 1e6 ? memory.Service : null,
            StartUps = StartUps.Of([.. Sane(memory.StartUps)]),
            HoldSeconds = memory.Hold is > 0 and < 1e5 ? memory.Hold : null,
            HoldChangedAt = memory.Hold is null ? null : now,
            IdleGaps = [.. Sane(memory.IdleGaps)],
            Levels = new LevelHistory { Levels = [.. levels.Select(level => Unpack(level, now))], IsUnplanned = true },
        };
    }

    private static double[] Pack(Level level, bool isNeeded) =>
        [isNeeded || level.EndedAt is not { } ended ? 0 : ended.ToUnixTimeSeconds(), .. level.Gaps];

    private static Level Unpack(IReadOnlyList<double> packed, DateTimeOffset now)
    {
        var ended = packed[0] is > 0 and < 1e11 ? DateTimeOffset.FromUnixTimeSeconds((long)packed[0]) : now;
        return new Level { EndedAt = ended < now ? ended : now, Gaps = [.. Sane(packed.Skip(1))] };
    }

    private static IEnumerable<double> Sane(IEnumerable<double>? seconds) =>
        (seconds ?? []).Where(value => value is > 0 and < 1e7).TakeLast(MostGaps);

    private static double Rounded(double seconds) => double.Parse(seconds.ToString("G3", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
