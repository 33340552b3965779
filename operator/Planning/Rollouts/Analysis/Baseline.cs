using Slipway.Api.Demand;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>What each gateway had counted when the time under judgement began.</summary>
/// <param name="At">When.</param>
/// <param name="Samples">By gateway and revision.</param>
internal sealed record Baseline(DateTimeOffset At, IReadOnlyDictionary<(string Gateway, string Revision), Counters> Samples)
{
    /// <summary>When a verdict was last tried; null: not yet.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>The present counts of the gateways that have reported.</summary>
    public static Baseline Take(IReadOnlyList<GatewayView> gateways, IEnumerable<string> revisions, DateTimeOffset now) => new(
        now,
        (from gateway in gateways
         where gateway.Now is not null
         from revision in revisions
         select (Key: (gateway.Gateway, revision), Counters: Of(gateway.Now, revision)))
        .ToDictionary(sample => sample.Key, sample => sample.Counters));

    /// <summary>The same, with gateways that were unknown then: what they count from now on belongs to the time under judgement.</summary>
    public Baseline Adopt(IReadOnlyList<GatewayView> gateways, IEnumerable<string> revisions, DateTimeOffset now)
    {
        var unknown = gateways.Where(gateway => IsOlder(gateway, now) && !Samples.Keys.Any(key => key.Gateway == gateway.Gateway)).ToList();
        var added = Take(unknown, revisions, now).Samples;
        return added.Count == 0 ? this : this with { Samples = Samples.Concat(added).ToDictionary(pair => pair.Key, pair => pair.Value) };
    }

    /// <summary>
    /// What was counted since. A gateway that began later counts whole; one that is older but was unknown then is left out, because
    /// nobody can say what of its counts is new.
    /// </summary>
    public Counters Since(IReadOnlyList<GatewayView> gateways, string revision, DateTimeOffset now)
    {
        var sum = Counters.None;
        foreach (var gateway in gateways)
        {
            var present = Of(gateway.Now, revision);
            if (Samples.TryGetValue((gateway.Gateway, revision), out var before))
                sum += gateway.Now is null ? Counters.None : present.Since(before);
            else if (!IsOlder(gateway, now))
                sum += present;
        }

        return sum;
    }

    /// <summary>What was counted in the last seconds.</summary>
    public static Counters Recent(IReadOnlyList<GatewayView> gateways, string revision) =>
        gateways.Where(gateway => gateway is { Now: not null, Before: not null })
            .Select(gateway => Of(gateway.Now, revision).Since(Of(gateway.Before, revision)))
            .Aggregate(Counters.None, (sum, next) => sum + next);

    private bool IsOlder(GatewayView gateway, DateTimeOffset now) => gateway.UptimeSeconds > (now - At).TotalSeconds;

    private static Counters Of(ModelDemand? model, string revision) =>
        Counters.Of(model?.Versions.FirstOrDefault(version => version.Revision == revision));
}
