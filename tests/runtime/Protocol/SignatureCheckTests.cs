using System.Collections.Immutable;
using static Slipway.Runtime.Protocol.Tests.Requests;

namespace Slipway.Runtime.Protocol.Tests;

public sealed class SignatureCheckTests
{
    private static readonly ModelMetadata Model = new(
        "m",
        ["1"],
        ModelMetadata.OnnxPlatform,
        [new("a", WireDatatype.Fp32, [-1, 3]), new("b", WireDatatype.Int64, [-1])],
        [new("y", WireDatatype.Fp32, [-1, 10]), new("s", WireDatatype.Bytes, [-1])]);

    [Fact]
    public void Accepts_what_fits() => Check([Input("b", "INT64", "[2]"), Input("a", "FP32", "[4,3]")]).ShouldBeNull();

    [Theory]
    [InlineData("a", "FP32", "[4,3]", "input 'b' of model 'm' is missing")]
    [InlineData("c", "FP32", "[4,3]", "unexpected inference input 'c' for model 'm'")]
    [InlineData("a", "FP64", "[4,3]", "data-type is 'FP64', but model 'm' expects 'FP32'")]
    [InlineData("a", "FP32", "[4,2]", "Expected [-1,3], got [4,2]")]
    [InlineData("a", "FP32", "[3]", "Expected [-1,3], got [3]")]
    [InlineData("a", "FP32", "[]", "Expected [-1,3], got []")]
    public void Names_what_does_not_fit(string name, string datatype, string shape, string because) =>
        Check([Input(name, datatype, shape)]).ShouldNotBeNull().Message.ShouldContain(because);

    [Theory]
    [InlineData(2, 2, 2, null)]
    [InlineData(2, 1, 2, "another batch size")]
    [InlineData(3, 3, 2, "batch-size must be <= 2")]
    public void Checks_the_batch_of_a_batched_model(int rowsOfA, int rowsOfB, int limit, string? because)
    {
        var error = Check([Input("a", "FP32", $"[{rowsOfA},3]"), Input("b", "INT64", $"[{rowsOfB}]")], limit);
        if (because is null) error.ShouldBeNull();
        else error.ShouldNotBeNull().Message.ShouldContain(because);
    }

    [Theory]
    [InlineData("""[{"name":"y"}]""", null)]
    [InlineData("""[{"name":"z"}]""", "unexpected inference output 'z' for model 'm'")]
    [InlineData("""[{"name":"y","parameters":{"classification":2}}]""", null)]
    [InlineData("""[{"name":"s","parameters":{"classification":2}}]""", "cannot be returned as classes")]
    public void Checks_the_outputs_asked_for(string outputs, string? because)
    {
        var error = Check([Input("a", "FP32", "[1,3]"), Input("b", "INT64", "[1]")], outputs: outputs);
        if (because is null) error.ShouldBeNull();
        else error.ShouldNotBeNull().Message.ShouldContain(because);
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"parameters":{"binary_data_output":true}}""", false)]
    [InlineData("""{"outputs":[{"name":"h"}]}""", true)]
    [InlineData("""{"outputs":[{"name":"h","parameters":{"binary_data":true}}]}""", false)]
    public void Refuses_half_precision_outputs_as_json_before_running(string members, bool isRefused)
    {
        var model = Model with { Inputs = [], Outputs = [new("h", WireDatatype.Fp16, [-1])] };
        var json = members == "{}" ? """{"inputs":[]}""" : $"{{\"inputs\":[],{members[1..]}";
        using var request = Parse(json).ShouldSucceed();
        (SignatureCheck.Check(request, model) is not null).ShouldBe(isRefused);
    }

    private static string Input(string name, string datatype, string shape)
    {
        var count = shape.Trim('[', ']').Split(',', StringSplitOptions.RemoveEmptyEntries).Aggregate(1, (product, text) => product * int.Parse(text));
        return $$"""{"name":"{{name}}","datatype":"{{datatype}}","shape":{{shape}},"data":[{{string.Join(',', Enumerable.Repeat(0, count))}}]}""";
    }

    private static ProtocolError? Check(ImmutableArray<string> inputs, int? limit = null, string outputs = "[]")
    {
        using var request = Parse($$"""{"inputs":[{{string.Join(',', inputs)}}],"outputs":{{outputs}}}""").ShouldSucceed();
        return SignatureCheck.Check(request, Model, limit);
    }
}
