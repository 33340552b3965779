using System.Globalization;

namespace Slipway.Planning.Rollouts.Analysis;

/// <summary>
/// Reaches a verdict on one metric, from what canary and stable version counted in the same time.
/// </summary>
/// <remarks>
/// For each limit (the worst of them is the verdict):
/// <code>
/// | canary's requests | stable's requests (relative limits) | value found | value that chance leaves | verdict      |
/// | too few           | any                                 | any         | any                      | NoData       |
/// | enough            | too few                             | any         | any                      | NoData ¹     |
/// | enough            | enough                              | ≤ limit     | any                      | Pass         |
/// | enough            | enough                              | > limit     | > limit                  | Fail         |
/// | enough            | enough                              | > limit     | ≤ limit                  | Inconclusive |
/// </code>
/// ¹ A tenth of the canary's minimum is enough for the stable version. With all traffic at the canary there is nothing to compare
/// with: relative limits are then left out.
/// </remarks>
internal static class Judge
{
    private static readonly MetricVerdict[] WorstFirst = [MetricVerdict.Fail, MetricVerdict.Error, MetricVerdict.NoData, MetricVerdict.Inconclusive];

    public static MetricResult OnErrorRate(MetricPolicy metric, Counters canary, Counters? stable, int minRequests)
    {
        if (canary.Requests < minRequests)
            return TooFew(metric, canary.Requests, minRequests);
        var verdicts = new List<MetricVerdict>();
        var text = string.Create(CultureInfo.InvariantCulture, $"{Percent(canary.ErrorRate)} of {canary.Requests} requests failed");
        if (metric.Max is { } max)
        {
            verdicts.Add(Compare(canary.ErrorRate, Chance.LowestProportion(canary.Failures, canary.Requests), max));
            text += $", allowed are {Percent(max)}";
        }

        if (metric.MaxDelta is { } delta && stable is not null)
        {
            var lowest = stable.Requests == 0 ? 0 : Chance.LowestDifference(canary.Failures, canary.Requests, stable.Failures, stable.Requests);
            verdicts.Add(IsEnough(stable, minRequests) ? Compare(canary.ErrorRate - stable.ErrorRate, lowest, delta) : MetricVerdict.NoData);
            text += $"; {Percent(stable.ErrorRate)} of {stable.Requests} at the serving version, allowed are {Percent(delta)} more";
        }

        return new MetricResult(metric.Name, Worst(verdicts), text);
    }

    public static MetricResult OnLatency(MetricPolicy metric, double quantile, Counters canary, Counters? stable, int minRequests)
    {
        var answered = canary.Latency.Sum();
        if (answered < minRequests)
            return TooFew(metric, answered, minRequests);
        var value = Quantiles.Of(canary.Latency, quantile);
        var lowest = Quantiles.Of(canary.Latency, Chance.QuantileBound(quantile, answered, -1));
        var verdicts = new List<MetricVerdict>();
        var text = $"{Seconds(value)} of {answered} requests";
        if (metric.Max is { } max)
        {
            verdicts.Add(Compare(value, lowest, max));
            text += $", allowed are {Seconds(max)}";
        }

        if (metric.MaxRatio is { } ratio && stable is not null)
        {
            var reference = Quantiles.Of(stable.Latency, quantile);
            var highest = Quantiles.Of(stable.Latency, Chance.QuantileBound(quantile, Math.Max(1, stable.Latency.Sum()), 1));
            verdicts.Add(IsEnough(stable, minRequests) && reference > 0 ? Compare(value / reference, lowest / highest, ratio) : MetricVerdict.NoData);
            text += string.Create(CultureInfo.InvariantCulture, $"; {Seconds(reference)} at the serving version, allowed is {ratio:0.##} times that");
        }

        return new MetricResult(metric.Name, Worst(verdicts), text);
    }

    public static MetricResult OnExternal(MetricPolicy metric, ExternalSample? sample) => sample switch
    {
        null => new MetricResult(metric.Name, MetricVerdict.NoData, "the query has not been answered yet"),
        { Error: { } error } => new MetricResult(metric.Name, MetricVerdict.Error, $"the query failed: {error}"),
        { Value: null } => new MetricResult(metric.Name, MetricVerdict.NoData, "the query has no result"),
        { Value: { } value } when double.IsNaN(value) => new MetricResult(metric.Name, MetricVerdict.NoData, "the query's result is not a number"),
        { Value: { } value } => new MetricResult(
            metric.Name,
            value <= metric.Max ? MetricVerdict.Pass : MetricVerdict.Fail,
            string.Create(CultureInfo.InvariantCulture, $"{value:0.####}, allowed is {metric.Max:0.####}")),
    };

    internal static string Percent(double rate) => string.Create(CultureInfo.InvariantCulture, $"{rate * 100:0.##} %");

    private static MetricVerdict Compare(double found, double lowest, double limit) =>
        found <= limit ? MetricVerdict.Pass : lowest > limit ? MetricVerdict.Fail : MetricVerdict.Inconclusive;

    // Only relative limits and nothing to compare with: there is nothing to object to.
    private static MetricVerdict Worst(List<MetricVerdict> verdicts) =>
        Array.Find(WorstFirst, verdicts.Contains) is var worst && verdicts.Contains(worst) ? worst : MetricVerdict.Pass;

    private static bool IsEnough(Counters stable, int minRequests) => stable.Requests >= Math.Max(1, minRequests / 10);

    private static MetricResult TooFew(MetricPolicy metric, long found, int needed) =>
        new(metric.Name, MetricVerdict.NoData, $"{found} requests so far, {needed} are needed");

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1000:0.#} ms");
}
