using System.Collections.Immutable;
using Slipway.Runtime.Onnx.WarmUp;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Tests.WarmUp;

public sealed class WarmUpVerdictTests
{
    private const string Shapes = "Attempting to broadcast an axis by a dimension other than 1";
    private const string Model = "cannot open tokenizer";
    private const string Named = "Non-zero status code returned while running Reshape node. Name:'/rank shape/Reshape' Status Message: the ranker is broken";
    private const string Memory = "Failed to allocate memory for shape";

    [Theory]
    [InlineData("fixed", new[] { Shapes }, true)]
    [InlineData("fixed", new[] { Model }, true)]
    [InlineData("fixed", new string[0], false)]
    [InlineData("batch only", new[] { Shapes }, false)]
    [InlineData("batch only", new[] { Model }, true)]
    [InlineData("dynamic", new[] { Named }, true)]
    [InlineData("dynamic", new[] { Shapes, Shapes }, false)]
    [InlineData("dynamic", new[] { Model, Shapes }, false)]
    [InlineData("dynamic", new[] { Model, Model }, true)]
    [InlineData("dynamic", new[] { Memory, Memory }, true)]
    [InlineData("dynamic", new string[0], false)]
    public void Failed_attempts_are_fatal_unless_we_may_have_guessed_the_shape_badly(string shape, string[] messages, bool fatal)
    {
        ImmutableArray<long> dimensions = shape switch { "dynamic" => [-1, -1], "fixed" => [1, 4], _ => [-1, 4] };
        var signature = new ModelSignature([new TensorSpec("x", TensorDatatype.Fp32, dimensions)], []);

        var verdict = WarmUpVerdict.Of(signature, [.. messages.Select(message => new Failure(FailureKind.Internal, message))]);

        (verdict is not null).ShouldBe(fatal);
    }
}
