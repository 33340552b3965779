using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Batching;

public sealed class BatchSizesTests
{
    private static readonly BatchPlan Plan = new()
    {
        Layout = SumBackend.Layout,
        MaxBatchSize = 4,
        MeasuredElements = 1_000,
        Capacity = new Capacity([new CapacityPoint(4, 1, 4_000)], MaxBatchSize: 4, RowsPerSecond: 4_000, Concurrency: 16, CapacitySource.Provisional),
    };

    [Fact]
    public void Rows_like_those_that_were_measured_follow_the_plan()
    {
        var sizes = new BatchSizes(Plan);
        sizes.For(Rows(1, 1_000), 1).ShouldBeNull();
        sizes.For(Rows(3, 1_100), 3).ShouldBeNull();
    }

    [Fact]
    public void Rows_of_about_the_same_size_are_learned_about_together()
    {
        var sizes = new BatchSizes(Plan);
        var large = sizes.For(Rows(1, 5_000), 1).ShouldNotBeNull();
        sizes.For(Rows(2, 5_200), 2).ShouldBeSameAs(large);
        sizes.For(Rows(1, 50), 1).ShouldNotBeNull().ShouldNotBeSameAs(large);
    }

    [Fact]
    public void Nothing_is_learned_where_all_rows_are_alike()
    {
        new BatchSizes(Plan with { MeasuredElements = null }).For(Rows(1, 5_000), 1).ShouldBeNull();
        (Plan with { MeasuredElements = null }).LargestBatchSize.ShouldBe(4);
    }

    [Fact]
    public void A_replica_is_good_for_what_was_measured_until_most_rows_are_of_another_size()
    {
        var sizes = new BatchSizes(Plan);
        sizes.Capacity(slots: 2).ShouldBe(Plan.Capacity);
        sizes.For(Rows(1, 1_000), 1);
        sizes.For(Rows(1, 5_000), 1);
        sizes.Capacity(slots: 2).ShouldBe(Plan.Capacity);
        sizes.For(Rows(1, 5_000), 1);
        var unknown = sizes.Capacity(slots: 2).ShouldNotBeNull();
        (unknown.Curve.Length, unknown.MaxBatchSize, unknown.RowsPerSecond, unknown.Concurrency, unknown.Source).ShouldBe((0, 1, null, 4, CapacitySource.Provisional));
    }

    [Fact]
    public void A_replica_is_good_for_what_runs_of_such_rows_took_in_all_slots()
    {
        var sizes = new BatchSizes(Plan);
        var learned = sizes.For(Rows(1, 5_000), 1).ShouldNotBeNull();
        for (var run = 0; run < 12; run++) learned.Ran(rows: run % 2 == 0 ? 1 : 2, TimeSpan.FromMilliseconds(run % 2 == 0 ? 10 : 12));
        var capacity = sizes.Capacity(slots: 2).ShouldNotBeNull();
        capacity.Curve.ShouldBe([new CapacityPoint(1, 10, 200), new CapacityPoint(2, 12, 2_000 / 6.0)]);
        capacity.ShouldSatisfyAllConditions(
            () => capacity.MaxBatchSize.ShouldBe(2), () => capacity.RowsPerSecond.ShouldBe(2_000 / 6.0), () => capacity.Concurrency.ShouldBe(8), () => capacity.Source.ShouldBe(CapacitySource.Learned));
    }

    private static Tensor[] Rows(int rows, int length) => [Tensor.From<float>("x", TensorDatatype.Fp32, [rows, length], new float[rows * length])];
}
