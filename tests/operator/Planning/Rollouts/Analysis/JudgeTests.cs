using System.Globalization;
using Slipway.Api.Demand;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Tests.Rollouts.Analysis;

public sealed class JudgeTests
{
    [Theory]
    [InlineData("too few requests", 200, 99, 0, 0, 0.01, null, MetricVerdict.NoData)]
    [InlineData("none at all is not zero", 0, 0, 0, 0, 0.01, null, MetricVerdict.NoData)]
    [InlineData("no failures", 300, 0, 0, 0, 0.01, null, MetricVerdict.Pass)]
    [InlineData("at the limit", 297, 3, 0, 0, 0.01, null, MetricVerdict.Pass)]
    [InlineData("just above, by chance perhaps", 296, 4, 0, 0, 0.01, null, MetricVerdict.Inconclusive)]
    [InlineData("just above, of very many", 98500, 1500, 0, 0, 0.01, null, MetricVerdict.Fail)]
    [InlineData("far above", 285, 15, 0, 0, 0.01, null, MetricVerdict.Fail)]
    [InlineData("both fail the same", 270, 30, 5400, 600, null, 0.01, MetricVerdict.Pass)]
    [InlineData("the serving one does not", 270, 30, 6000, 0, null, 0.01, MetricVerdict.Fail)]
    [InlineData("a little more than the serving one", 294, 6, 6000, 0, null, 0.01, MetricVerdict.Inconclusive)]
    [InlineData("nothing to compare with", 300, 0, 10, 0, null, 0.01, MetricVerdict.NoData)]
    [InlineData("one of two limits is broken", 270, 30, 5400, 600, 0.01, 0.01, MetricVerdict.Fail)]
    public void Error_rates(string row, int good, int bad, int stableGood, int stableBad, double? max, double? delta, MetricVerdict expected) =>
        Judge.OnErrorRate(
            new MetricPolicy { Name = "ErrorRate", Max = max, MaxDelta = delta },
            new Counters { Completions = good, Failures = bad },
            new Counters { Completions = stableGood, Failures = stableBad },
            minRequests: 300).Verdict.ShouldBe(expected, row);

    [Theory]
    [InlineData("too few", 299, 10, 5000, 10, null, 1.25, MetricVerdict.NoData)]
    [InlineData("as fast", 300, 10, 5000, 10, null, 1.25, MetricVerdict.Pass)]
    [InlineData("faster", 300, 5, 5000, 10, null, 1.25, MetricVerdict.Pass)]
    [InlineData("twice as slow", 300, 20, 5000, 10, null, 1.25, MetricVerdict.Fail)]
    [InlineData("the serving one has no requests", 300, 20, 0, 10, null, 1.25, MetricVerdict.NoData)]
    [InlineData("below a fixed limit", 300, 10, 0, 10, 0.1, null, MetricVerdict.Pass)]
    [InlineData("above a fixed limit", 300, 200, 0, 10, 0.1, null, MetricVerdict.Fail)]
    public void Latencies(string row, int requests, int milliseconds, int stableRequests, int stableMilliseconds, double? max, double? ratio, MetricVerdict expected) =>
        Judge.OnLatency(
            new MetricPolicy { Name = "LatencyP95", Quantile = 0.95, Max = max, MaxRatio = ratio },
            0.95,
            Answered(requests, milliseconds),
            Answered(stableRequests, stableMilliseconds),
            minRequests: 300).Verdict.ShouldBe(expected, row);

    [Fact]
    public void A_few_slow_ones_of_few_prove_nothing()
    {
        var canary = Answered(284, 10) + Answered(16, 40);
        var result = Judge.OnLatency(
            new MetricPolicy { Name = "LatencyP95", Quantile = 0.95, MaxRatio = 1.25 }, 0.95, canary, Answered(5000, 10), minRequests: 300);

        result.Verdict.ShouldBe(MetricVerdict.Inconclusive, result.Message);
    }

    [Fact]
    public void With_all_requests_at_the_canary_relative_limits_are_left_out()
    {
        Judge.OnErrorRate(new MetricPolicy { Name = "ErrorRate", MaxDelta = 0.01 }, new Counters { Failures = 300 }, stable: null, 300).Verdict.ShouldBe(MetricVerdict.Pass);
        Judge.OnErrorRate(new MetricPolicy { Name = "ErrorRate", Max = 0.01, MaxDelta = 0.01 }, new Counters { Failures = 300 }, null, 300).Verdict.ShouldBe(MetricVerdict.Fail);
    }

    [Theory]
    [InlineData(null, null, MetricVerdict.NoData)]
    [InlineData("1.5", null, MetricVerdict.Pass)]
    [InlineData("2", null, MetricVerdict.Pass)]
    [InlineData("2.5", null, MetricVerdict.Fail)]
    [InlineData("NaN", null, MetricVerdict.NoData)]
    [InlineData("", null, MetricVerdict.NoData)]
    [InlineData("", "connection refused", MetricVerdict.Error)]
    public void External_queries(string? value, string? error, MetricVerdict expected)
    {
        var sample = value is null ? null : new ExternalSample(value.Length == 0 ? null : double.Parse(value, CultureInfo.InvariantCulture), error);
        var result = Judge.OnExternal(new MetricPolicy { Name = "queue", Query = "depth", Max = 2 }, sample);

        result.Verdict.ShouldBe(expected);
        if (error is not null)
            result.Message.ShouldContain(error);
    }

    /// <summary>A true rate at the limit must not be failed more often than promised: 1 in 20, measured over 2,000 seeded trials.</summary>
    [Fact]
    public void A_version_at_its_limit_is_seldom_failed_by_chance()
    {
        var random = new Random(7);
        var failed = 0;
        for (var trial = 0; trial < 2000; trial++)
        {
            var bad = Enumerable.Range(0, 300).Count(_ => random.NextDouble() < 0.01);
            var result = Judge.OnErrorRate(
                new MetricPolicy { Name = "ErrorRate", Max = 0.01 }, new Counters { Completions = 300 - bad, Failures = bad }, null, 300);
            failed += result.Verdict == MetricVerdict.Fail ? 1 : 0;
        }

        (failed / 2000.0).ShouldBeLessThan(0.05);
    }

    private static Counters Answered(int requests, int milliseconds)
    {
        var counts = new long[LatencyBuckets.UpperBounds.Count + 1];
        counts[LatencyBuckets.IndexOf(TimeSpan.FromMilliseconds(milliseconds))] = requests;
        return new Counters { Completions = requests, Latency = counts };
    }
}
