using Slipway.Api;
using Slipway.Api.Demand;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Tests.Rollouts.Progressive;

/// <summary>A gateway that follows when it is told to, and counts.</summary>
internal sealed class BenchGateway(string name)
{
    private readonly Dictionary<string, VersionDemand> versions = [];

    private ModelDemand? before;

    private List<RoutedShare> shares = [];

    public DateTimeOffset Started { get; set; } = Bench.Start - TimeSpan.FromHours(1);

    /// <summary>Whether it reports.</summary>
    public bool IsKnown { get; set; } = true;

    public void Follow(IEnumerable<TrafficTarget> traffic) =>
        shares = [.. traffic.Select(target => new RoutedShare(target.Revision, target.Weight ?? 0))];

    /// <summary>Counts requests; they are the last seconds' ones until <see cref="Forget"/>.</summary>
    public void Count(string revision, long good, long bad, int bucket)
    {
        before ??= Report();
        var known = Known(revision);
        var latency = known.LatencyCounts.ToArray();
        Array.Resize(ref latency, LatencyBuckets.UpperBounds.Count + 1);
        latency[bucket] += good;
        versions[revision] = known with { Completions = known.Completions + good, Failures = known.Failures + bad, LatencyCounts = latency };
    }

    public void CountCopies(string revision, long same, long different, long failed = 0)
    {
        var shadow = Known(revision).Shadow ?? new ShadowDemand();
        versions[revision] = Known(revision) with
        {
            Shadow = new ShadowDemand
            {
                Compared = shadow.Compared + same + different,
                Mismatched = shadow.Mismatched + different,
                Failed = shadow.Failed + failed,
                Worst = different == 0 ? shadow.Worst : [new OutputDifference("request-7", "scores", 0.25, 12.5)],
            },
        };
    }

    /// <summary>Five seconds without requests pass.</summary>
    public void Forget() => before = null;

    public GatewayView View(DateTimeOffset now) => new(name, (now - Started).TotalSeconds, IsKnown ? Report() : null, before ?? Report());

    private VersionDemand Known(string revision) => versions.GetValueOrDefault(revision) ?? new VersionDemand { Revision = revision };

    private ModelDemand Report() => new() { Namespace = "vision", Name = "ocr", Traffic = [.. shares], Versions = [.. versions.Values] };
}
