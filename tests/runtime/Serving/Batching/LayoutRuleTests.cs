using System.Collections.Immutable;
using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Tests.Batching;

public sealed class LayoutRuleTests
{
    private static readonly ModelSignature Plain = new([Spec("x", -1, 3)], [Spec("y", -1, 2)]);

    private static readonly ModelSignature Speech = new(
        [Spec("input", -1, -1), Spec("state", 2, -1, 128), new TensorSpec("sr", TensorDatatype.Int64, [])], [Spec("output", -1, 1), Spec("stateN")]);

    [Fact]
    public void A_dynamic_first_dimension_everywhere_counts_rows()
    {
        var decision = LayoutRule.Decide(Plain, []);
        decision.Layout!.InputAxis("x").ShouldBe(0);
        decision.Layout.OutputAxis("y").ShouldBe(0);
    }

    [Fact]
    public void A_model_that_keeps_rows_elsewhere_is_not_batched_unless_told_where()
    {
        LayoutRule.Decide(Speech, []).ShouldBe(new LayoutDecision(null, "state FP32[2,-1,128] has no dynamic first dimension", Contradicted: false));
        var layout = LayoutRule.Decide(Speech, [new("state", 1), new("stateN", 1), new("sr", BatchAxis.Shared)]).Layout!;
        layout.InputAxis("input").ShouldBe(0);
        layout.InputAxis("state").ShouldBe(1);
        layout.InputAxis("sr").ShouldBe(BatchAxis.Shared);
        layout.OutputAxis("stateN").ShouldBe(1);
    }

    [Theory]
    [InlineData("states", 1, "'states' is no input or output of the model; it has input, state, sr, output, stateN")]
    [InlineData("state", 3, "state FP32[2,-1,128] has no axis 3")]
    [InlineData("state", 2, "axis 2 of state FP32[2,-1,128] is not dynamic")]
    [InlineData("output", BatchAxis.Shared, "output 'output' cannot be shared by all rows")]
    [InlineData("input", 0, "state FP32[2,-1,128] has no dynamic first dimension")]
    public void A_declaration_that_does_not_fit_is_a_contradiction(string tensor, int axis, string reason)
    {
        ImmutableArray<BatchAxis> declared = tensor is "output" ? [new("state", 1), new("sr", BatchAxis.Shared), new(tensor, axis)] : [new(tensor, axis)];
        LayoutRule.Decide(Speech, declared).ShouldBe(new LayoutDecision(null, reason, Contradicted: true));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 0)]
    public void Rows_of_a_request_are_those_on_which_its_inputs_agree(int stateRows, int agreed)
    {
        var layout = LayoutRule.Decide(Speech, [new("state", 1), new("stateN", 1), new("sr", BatchAxis.Shared)]).Layout!;
        using var request = new InferenceRequest
        {
            Inputs =
            [
                Tensor.From<float>("input", TensorDatatype.Fp32, [1, 4], new float[4]),
                Tensor.From<float>("state", TensorDatatype.Fp32, [2, stateRows, 128], new float[256 * stateRows]),
                Tensor.From<long>("sr", TensorDatatype.Int64, [], [16000]),
            ],
        };
        layout.RowsOf(request.Inputs).ShouldBe(agreed == 0 ? null : agreed);
    }

    [Fact]
    public void Requests_with_other_shared_inputs_do_not_run_together()
    {
        var layout = LayoutRule.Decide(Speech, [new("state", 1), new("stateN", 1), new("sr", BatchAxis.Shared)]).Layout!;
        Tensor[] Inputs(long rate, int samples) =>
        [
            Tensor.From<long>("sr", TensorDatatype.Int64, [], [rate]), Tensor.From<float>("input", TensorDatatype.Fp32, [1, samples], new float[samples]),
        ];
        JoinRule.Joins(layout, Inputs(16000, 4), Inputs(16000, 4)).ShouldBeTrue();
        JoinRule.Hash(layout, Inputs(16000, 4)).ShouldBe(JoinRule.Hash(layout, [.. Inputs(16000, 4).Reverse()]));
        JoinRule.Joins(layout, Inputs(16000, 4), Inputs(8000, 4)).ShouldBeFalse();
        JoinRule.Joins(layout, Inputs(16000, 4), Inputs(16000, 5)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(4, new double[] { 100, 400, 450, 451, 400 })]
    [InlineData(4, new double[] { 100, 200, 398, 400, 100 })]
    [InlineData(1, new double[] { 100, 101, 100, 99, 90 })]
    [InlineData(1, new double[] { 100, 60, 50 })]
    [InlineData(1, new double[] { 100 })]
    public void Auto_is_the_smallest_batch_that_is_as_fast_as_the_fastest(int chosen, double[] rates) =>
        BatchSizeRule.Choose([.. rates.Select((rate, index) => new CapacityPoint(1 << index, 1, rate))]).Batch.ShouldBe(chosen);

    private static TensorSpec Spec(string name, params long[] shape) => new(name, TensorDatatype.Fp32, [.. shape]);
}
