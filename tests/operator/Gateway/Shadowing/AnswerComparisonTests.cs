using Slipway.Api;
using Slipway.Gateway.Shadowing;
using Slipway.Gateway.Shadowing.Comparison;
using Slipway.Gateway.Tests.Harness;

namespace Slipway.Gateway.Tests.Shadowing;

/// <summary>When two answers are alike.</summary>
public sealed class AnswerComparisonTests
{
    /// <summary>Datatype, shape, what the serving version says, what the copy says, tolerances, and the largest difference and share of elements (null: alike).</summary>
    public static TheoryData<string, string, string, string, double, double, double?, double> Numbers { get; } = new()
    {
        { "FP32", "[1,2]", "[1,2]", "[1,2]", 0, 0, null, 0 },
        { "FP32", "[1,2]", "[1,2]", "[[1.0,2.0]]", 0, 0, null, 0 },
        { "FP32", "[1,2]", "[0.5,2]", "[0.75,2]", 0.25, 0, null, 0 },
        { "FP32", "[1,2]", "[0.5,2]", "[0.75,2]", 0.2, 0, 0.25, 50 },
        { "FP64", "[4]", "[1,2,3,4]", "[1,2,3.5,5]", 0.5, 0, 1, 25 },
        { "FP64", "[2]", "[100,1]", "[101,1.009]", 0, 0.01, null, 0 },
        { "FP64", "[2]", "[100,1]", "[101,2]", 0, 0.01, 1, 50 },
        // The serving version's number is what the relative tolerance is of: 0 allows nothing.
        { "FP64", "[1]", "[0]", "[1]", 0, 0.5, 1, 100 },
        { "FP64", "[1]", "[1]", "[0]", 0, 1, null, 0 },
        { "FP32", "[2]", "[NaN,1]", "[NaN,1]", 0, 0, null, 0 },
        { "FP32", "[2]", "[\"NaN\",-Infinity]", "[NaN,\"-Infinity\"]", 0, 0, null, 0 },
        { "FP32", "[2]", "[NaN,1]", "[0,1]", 1e30, 1, double.MaxValue, 50 },
        { "FP32", "[2]", "[Infinity,1]", "[-Infinity,1]", 1e30, 1, double.MaxValue, 50 },
        { "FP32", "[1]", "[0]", "[-0.0]", 0, 0, null, 0 },
        { "FP32", "[0]", "[]", "[]", 0, 0, null, 0 },
        { "FP64", "[1]", "[1.7e308]", "[-1.7e308]", 1e300, 0, double.MaxValue, 100 },
        { "BOOL", "[2]", "[true,false]", "[true,false]", 0, 0, null, 0 },
        // A truth value is never nearly alike.
        { "BOOL", "[2]", "[true,false]", "[true,true]", 5, 5, 1, 50 },
        { "INT8", "[1]", "[-128]", "[127]", 254, 0, 255, 100 },
        { "INT16", "[1]", "[-5]", "[5]", 10, 0, null, 0 },
        { "INT32", "[2]", "[1,2]", "[1,3]", 0.001, 0, 1, 50 },
        { "UINT8", "[1]", "[0]", "[255]", 0, 0, 255, 100 },
        { "UINT16", "[1]", "[0]", "[65535]", 65535, 0, null, 0 },
        { "UINT32", "[1]", "[4294967295]", "[0]", 0, 1, null, 0 },
        // One apart where a double no longer tells.
        { "INT64", "[1]", "[9007199254740993]", "[9007199254740992]", 0, 0, 1, 100 },
        { "INT64", "[1]", "[-9223372036854775808]", "[9223372036854775807]", 0, 0, 1.8446744073709552e19, 100 },
        { "UINT64", "[1]", "[18446744073709551615]", "[18446744073709551614]", 0.5, 0, 1, 100 },
        { "BYTES", "[2]", "[\"a\",\"é\\n\"]", "[\"a\",\"\\u00e9\\n\"]", 0, 0, null, 0 },
        { "BYTES", "[2]", "[\"NaN\",\"b\"]", "[\"NaN\",\"c\"]", 9, 9, 0, 50 },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Elements_are_alike_within_the_tolerances(
        string datatype, string shape, string serving, string copy, double absolute, double relative, double? largest, double percent)
    {
        var deltas = Compare(Answers.Captured(Answers.Json(serving, datatype, shape)), Answers.Captured(Answers.Json(copy, datatype, shape)), new Tolerance(absolute, relative));

        if (largest is null)
            deltas.ShouldBeEmpty();
        else
            deltas.ShouldBe([new OutputDelta("y", largest.Value, percent)]);
    }

    [Fact]
    public void What_cannot_be_compared_is_said()
    {
        var serving = Several(Answers.Output("[1,2]", name: "a"), Answers.Output("[1,2]", name: "b"), Answers.Output("[1,2]", name: "c"));
        var copy = Several(Answers.Output("[1,2]", "FP64", name: "a"), Answers.Output("[1,2]", shape: "[2]", name: "b"), Answers.Output("[1,2]", name: "d"));

        var deltas = Compare(serving, copy, new Tolerance(9, 9));

        deltas.Select(delta => $"{delta.Output} {delta.Note}").ShouldBe(
            ["a has datatype FP64 instead of FP32", "b has shape [2] instead of [1,2]", "c is missing", "d is new"]);
        deltas.ShouldAllBe(delta => delta.MismatchPercent == 100);
    }

    [Fact]
    public void An_output_may_have_a_tolerance_of_its_own()
    {
        var tolerances = Tolerances.Of(new ShadowTarget
        {
            AbsoluteTolerance = "0.1",
            Outputs = [new() { Name = "b", AbsoluteTolerance = "1", RelativeTolerance = "0" }, new() { Name = "c", AbsoluteTolerance = "0", RelativeTolerance = "0.5" }],
        })!;
        static CapturedAnswer Answer(string number) =>
            Several([.. new[] { "a", "b", "c" }.Select(name => Answers.Output($"[{number}]", shape: "[1]", name: name))]);

        Compare(Answer("1"), Answer("1.75"), tolerances).Select(delta => delta.Output).ShouldBe(["a", "c"]);
    }

    [Fact]
    public void The_order_of_outputs_and_what_else_is_in_an_answer_do_not_matter()
    {
        var serving = Answers.Captured($$"""{"id":"7","model_version":"1","outputs":[{{Answers.Output("[1,2]", name: "a")}},{{Answers.Output("[3,4]", name: "b")}}]}""");
        var copy = Answers.Captured($$"""{"outputs":[{{Answers.Output("[3,4]", name: "b")}},{{Answers.Output("[1,2]", name: "a")}}],"parameters":{"x":[1]},"model_version":"2"}""");

        Compare(serving, copy, Tolerance.Exact).ShouldBeEmpty();
    }

    [Fact]
    public void All_forms_of_an_answer_are_read_alike()
    {
        var json = Answers.Captured(Answers.Json("[0.1,-2.5]"));
        var binary = Answers.Binary(("y", "FP32", "[1,2]", Answers.Bytes(0.1f, -2.5f)));
        var grpc = new CapturedAnswer(Answers.Grpc("FP32", [1, 2], Answers.Bytes(0.1f, -2.5f)), IsGrpc: true, null, "");

        Compare(json, binary, Tolerance.Exact).ShouldBeEmpty();
        Compare(binary, grpc, Tolerance.Exact).ShouldBeEmpty();
        Compare(grpc, Answers.Captured(Answers.Json("[0.1,-2]")), Tolerance.Exact).ShouldBe([new OutputDelta("y", 0.5, 50)]);
    }

    [Fact]
    public void Half_precision_is_compared_as_numbers()
    {
        static CapturedAnswer Halves(params Half[] numbers) => Answers.Binary(("y", "FP16", $"[{numbers.Length}]", Answers.Bytes(numbers)));
        static CapturedAnswer Brains(params ushort[] numbers) => Answers.Binary(("y", "BF16", $"[{numbers.Length}]", Answers.Bytes(numbers)));

        Compare(Halves((Half)1, Half.NaN), Halves((Half)1.5, Half.NaN), new Tolerance(0.25, 0)).ShouldBe([new OutputDelta("y", 0.5, 50)]);
        // 0x3F80 is 1, 0x3FC0 is 1.5, 0x7FC0 is NaN.
        Compare(Brains(0x3F80, 0x7FC0), Brains(0x3FC0, 0x7FC0), new Tolerance(0.25, 0)).ShouldBe([new OutputDelta("y", 0.5, 50)]);
        Compare(Brains(0x3F80), Brains(0x3FC0), new Tolerance(0.5, 0)).ShouldBeEmpty();
    }

    [Fact]
    public void Several_binary_outputs_follow_each_other()
    {
        var serving = Answers.Binary(("a", "INT32", "[2]", Answers.Bytes(1, 2)), ("t", "BYTES", "[2]", Answers.Texts("x", "")), ("b", "UINT8", "[3]", [1, 2, 3]));
        var copy = Answers.Binary(("a", "INT32", "[2]", Answers.Bytes(1, 2)), ("t", "BYTES", "[2]", Answers.Texts("x", "y")), ("b", "UINT8", "[3]", [1, 2, 9]));

        Compare(serving, copy, Tolerance.Exact).ShouldBe([new OutputDelta("t", 0, 50), new OutputDelta("b", 6, 100.0 / 3)]);
    }

    private static CapturedAnswer Several(params string[] outputs) => Answers.Captured($$"""{"outputs":[{{string.Join(',', outputs)}}]}""");

    private static IReadOnlyList<OutputDelta> Compare(CapturedAnswer serving, CapturedAnswer copy, Tolerance tolerance) =>
        Compare(serving, copy, Tolerances.Of(tolerance));

    private static IReadOnlyList<OutputDelta> Compare(CapturedAnswer serving, CapturedAnswer copy, Tolerances tolerances) =>
        AnswerComparison.Compare(AnswerReader.Read(serving), AnswerReader.Read(copy), tolerances);
}
