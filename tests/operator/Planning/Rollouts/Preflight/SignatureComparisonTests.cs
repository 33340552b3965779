using Slipway.Planning.Rollouts.Preflight;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Tests.Rollouts.Preflight;

public sealed class SignatureComparisonTests
{
    [Theory]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10", "x:FP32:-1,3", "y:FP32:-1,10", "")]
    [InlineData("x:FP32:1,3", "y:FP32:1,10", "x:FP32:-1,3", "y:FP32:1,10", "")]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10", "x:FP32:1,3", "y:FP32:-1,10", "input x is FP32 [1,3] instead of FP32 [?,3]")]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10", "x:FP16:-1,3", "y:FP32:-1,10", "input x is FP16 [?,3] instead of FP32 [?,3]")]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10", "x:FP32:-1,3,3", "y:FP32:-1,10", "input x is FP32 [?,3,3] instead of FP32 [?,3]")]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10", "z:FP32:-1,3", "y:FP32:-1,10", "input x (FP32 [?,3]) is missing; input z (FP32 [?,3]) is new")]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10", "x:FP32:-1,3", "y:FP32:-1,12", "output y is FP32 [?,12] instead of FP32 [?,10]")]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10", "x:FP32:-1,3", "y:FP32:-1,10 w:INT64:-1", "")]
    [InlineData("x:FP32:-1,3", "y:FP32:-1,10 w:INT64:-1", "x:FP32:-1,3", "y:FP32:-1,10", "output w (INT64 [?]) is missing")]
    public void Differences_are_spelled_out(string inputs, string outputs, string newInputs, string newOutputs, string expected) =>
        string.Join("; ", SignatureComparison.Differences(new(Tensors(inputs), Tensors(outputs)), new(Tensors(newInputs), Tensors(newOutputs)))).ShouldBe(expected);

    [Fact]
    public void The_runtime_reports_it_and_what_is_malformed_is_left_out()
    {
        var status = RuntimeStatusReader.Read(
            """{"phase":"Ready","signature":{"inputs":[{"name":"x","datatype":"FP32","shape":[-1,3]},null,{"datatype":"FP32"}],"outputs":null}}"""u8);

        status!.Signature!.Inputs.ShouldHaveSingleItem().ToString().ShouldBe("FP32 [?,3]");
        status.Signature.Outputs.ShouldBeEmpty();
    }

    private static RuntimeTensor[] Tensors(string text) =>
    [
        .. text.Split(' ').Select(tensor => tensor.Split(':')).Select(parts => new RuntimeTensor(parts[0], parts[1], [.. parts[2].Split(',').Select(long.Parse)])),
    ];
}
