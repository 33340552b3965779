using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Tests.Support;

namespace Slipway.Runtime.Serving.Tests.Batching;

public sealed class BatchSizesTests
{
    private static readonly BatchPlan Plan = new() { Layout = SumBackend.Layout, MaxBatchSize = 4, MeasuredElements = 1_000 };

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

    private static Tensor[] Rows(int rows, int length) => [Tensor.From<float>("x", TensorDatatype.Fp32, [rows, length], new float[rows * length])];
}
