using Slipway.Api;
using Slipway.Planning.Autoscaling.Capacity;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Tests.Autoscaling.Capacity;

public sealed class ReplicaCapacityRuleTests
{
    private static readonly RuntimeCapacity Measured = new()
    {
        MaxBatchSize = 8,
        Curve = [new(1, 10), new(2, 12), new(4, 16), new(8, 24)],
        RowsPerSecond = 333,
        Concurrency = 16,
    };

    [Theory]
    [InlineData("50ms", 16, "latencyP95 50ms: two runs of 8 take 48 ms")]
    [InlineData("1s", 16, "latencyP95 1s: two runs of 8 take 48 ms")] // more than two full runs never pays
    [InlineData("30ms", 6, "latencyP95 30ms: two runs of 3 take 28 ms")]
    [InlineData("20ms", 2, "latencyP95 20ms: two runs of 1 take 20 ms")]
    [InlineData("15ms", 1, "latencyP95 15ms: one run takes 10 ms")]
    [InlineData("5ms", 1, "latencyP95 5ms cannot be met: one run alone takes 10 ms")]
    public void A_latency_target_takes_what_two_runs_in_a_row_allow(string latency, int concurrency, string source)
    {
        var capacity = ReplicaCapacityRule.Of(new AutoscalingTarget { LatencyP95 = latency }, Measured, 0.02);

        (capacity.Concurrency, capacity.Source).ShouldBe((concurrency, source));
    }

    [Fact]
    public void A_latency_target_is_cautious_until_something_is_measured() =>
        ReplicaCapacityRule.Of(new AutoscalingTarget { LatencyP95 = "50ms" }, null, 0.02).Concurrency.ShouldBe(1);

    [Fact]
    public void A_given_concurrency_is_taken_as_it_is() =>
        ReplicaCapacityRule.Of(new AutoscalingTarget { Concurrency = 7 }, Measured, 0.02).Concurrency.ShouldBe(7);

    [Theory]
    [InlineData(100, 0.02, 2, 2)]
    [InlineData(30, 0.05, 1.5, 2)]
    [InlineData(10, 0.01, 0.1, 1)]
    public void A_rate_is_a_concurrency_by_the_time_of_a_request(int rate, double seconds, double slots, int concurrency)
    {
        var capacity = ReplicaCapacityRule.Of(new AutoscalingTarget { RequestsPerSecond = rate }, null, seconds);

        capacity.Slots.ShouldBe(slots, 1e-9);
        capacity.Concurrency.ShouldBe(concurrency);
    }

    [Fact]
    public void A_rate_uses_the_measured_time_before_any_request() =>
        ReplicaCapacityRule.Of(new AutoscalingTarget { RequestsPerSecond = 300 }, Measured, null).Slots.ShouldBe(3, 1e-9);

    [Fact]
    public void Without_a_target_the_runtime_says_it() => ReplicaCapacityRule.Of(null, Measured, null).Concurrency.ShouldBe(16);

    [Fact]
    public void Without_anything_a_few_are_assumed() => ReplicaCapacityRule.Of(null, null, null).Concurrency.ShouldBe(4);

    [Fact]
    public void Nonsense_that_a_pod_reports_is_left_out()
    {
        var nonsense = new RuntimeCapacity
        {
            MaxBatchSize = 4,
            Curve = [new(-1, 3), new(2, double.NaN), new(1, 10), new(1, 99), new(4, 20)],
            Concurrency = -5,
        };

        ReplicaCapacityRule.Of(new AutoscalingTarget { LatencyP95 = "40ms" }, nonsense, null).Concurrency.ShouldBe(8);
        ReplicaCapacityRule.Of(null, nonsense, null).Concurrency.ShouldBe(4);
    }
}
