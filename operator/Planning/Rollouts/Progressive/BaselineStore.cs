using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>Keeps counters in status.rollout.baseline, in one order.</summary>
internal static class BaselineStore
{
    public static Baseline? Read(CounterBaseline? stored)
    {
        if (stored?.At is not { } at)
            return null;
        var samples = new Dictionary<(string Gateway, string Revision), Counters>();
        foreach (var sample in stored.Samples ?? [])
        {
            samples[(sample.Gateway, sample.Revision)] = new Counters
            {
                Completions = sample.Completions ?? 0,
                Failures = sample.Failures ?? 0,
                Latency = sample.Latency ?? [],
                Compared = sample.Compared ?? 0,
                Mismatched = sample.Mismatched ?? 0,
                CopiesFailed = sample.CopiesFailed ?? 0,
                CopiesDropped = sample.CopiesDropped ?? 0,
            };
        }

        return new Baseline(at, samples) { LookedAt = stored.LookedAt };
    }

    public static CounterBaseline? Write(Baseline? baseline) => baseline is null
        ? null
        : new CounterBaseline
        {
            At = baseline.At,
            LookedAt = baseline.LookedAt,
            Samples =
            [
                .. baseline.Samples
                    .OrderBy(pair => pair.Key.Gateway, StringComparer.Ordinal)
                    .ThenBy(pair => pair.Key.Revision, StringComparer.Ordinal)
                    .Select(pair => Sample(pair.Key, pair.Value)),
            ],
        };

    // Zeros are left out: most counters of most versions are.
    private static CounterSample Sample((string Gateway, string Revision) key, Counters counters) => new()
    {
        Gateway = key.Gateway,
        Revision = key.Revision,
        Completions = Some(counters.Completions),
        Failures = Some(counters.Failures),
        Latency = counters.Latency.Count == 0 ? null : [.. counters.Latency],
        Compared = Some(counters.Compared),
        Mismatched = Some(counters.Mismatched),
        CopiesFailed = Some(counters.CopiesFailed),
        CopiesDropped = Some(counters.CopiesDropped),
    };

    private static long? Some(long count) => count == 0 ? null : count;
}
