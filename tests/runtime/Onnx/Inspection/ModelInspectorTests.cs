using Slipway.Runtime.Onnx.Inspection;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Onnx.Tests.Inspection;

public sealed class ModelInspectorTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Summarizes_a_small_model_completely()
    {
        var (summary, problems) = ModelInspector.Inspect(WorkingModels.Mlp(1, 784, 128, 10).Save(_directory.Path));

        problems.ShouldBeEmpty();
        summary.Producer.ShouldBe("slipway-tests");
        summary.Opsets.ShouldBe(new Dictionary<string, long> { ["ai.onnx"] = 17 });
        summary.Inputs.Select(input => input.ToString()).ShouldBe(["FP32[batch,784]"]);
        summary.Outputs.Select(output => output.ToString()).ShouldBe(["FP32[batch,10]"]);
        summary.Operators.ShouldBe(new Dictionary<string, int> { ["Gemm"] = 2, ["Relu"] = 1 });
        summary.Parameters.ShouldBe((784 * 128) + 128 + (128 * 10) + 10);
        summary.WeightBytes.ShouldBe(summary.Parameters * 4);
    }

    [Fact]
    public void Sees_operators_in_inner_graphs()
    {
        var summary = ModelInspector.Inspect(WorkingModels.Slow(1).Save(_directory.Path)).Summary;

        summary.Operators.Keys.ShouldBe(["Identity", "Loop", "Sin"]);
        summary.Inputs.Select(input => input.Name).ShouldBe(["x"]);
    }

    [Fact]
    public void Reads_published_models()
    {
        var recognizer = ModelInspector.Inspect(RealModels.OcrRecognizer);
        var speech = ModelInspector.Inspect(RealModels.SpeechActivity);

        recognizer.Problems.ShouldBeEmpty();
        recognizer.Summary.WeightBytes.ShouldBeInRange(9_000_000, new FileInfo(RealModels.OcrRecognizer).Length);
        speech.Problems.ShouldBeEmpty();
        speech.Summary.Inputs.Select(input => input.Name).ShouldBe(["input", "state", "sr"]);
        speech.Summary.Operators.Keys.ShouldContain("If");
    }

    [Fact]
    public void Does_not_read_the_weights()
    {
        var path = BrokenModels.HugeInitializer(64 * 1024 * 1024).Save(_directory.Path);
        var before = GC.GetAllocatedBytesForCurrentThread();

        ModelInspector.Inspect(path).Summary.Parameters.ShouldBe(16 * 1024 * 1024);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(1024 * 1024);
    }

    [Theory]
    [InlineData("weights.bin", null)]
    [InlineData("data/weights.bin", null)]
    [InlineData("..weights", null)]
    [InlineData("", "names no file")]
    [InlineData("/etc/passwd", "is an absolute path")]
    [InlineData("\\\\host\\share", "is an absolute path")]
    [InlineData("C:\\weights", "is an absolute path")]
    [InlineData("../weights.bin", "leaves the model's folder")]
    [InlineData("a/../../b", "leaves the model's folder")]
    [InlineData("a\\b", "has characters that no file of a model has")]
    [InlineData("*/_ORT_MEM_ADDR_/*", "has characters that no file of a model has")]
    public void Row_53_names_of_external_data(string location, string? refusal) => ExternalDataCheck.NameRefusal(location).ShouldBe(refusal);

    [Fact]
    public void Mutated_files_are_never_more_than_malformed()
    {
        var original = WorkingModels.Slow(3).ToBytes();
        var random = new Random(20260101);
        for (var round = 0; round < 3000; round++)
        {
            var bytes = original[..random.Next(1, original.Length + 1)];
            for (var change = random.Next(1, 8); change > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                ModelInspector.Inspect(_directory.Write("mutated.onnx", bytes));
            }
            catch (InvalidDataException)
            {
                // The one allowed answer beside success.
            }
        }
    }

    [Fact]
    public void Graphs_nested_without_end_are_refused()
    {
        var graph = new OnnxModel().Proto.Graph;
        for (var depth = 0; depth < 60; depth++)
            graph = new OnnxModel().Node("If", ["c"], ["y"], attributes: OnnxAttribute.Graph("then_branch", graph)).Proto.Graph;
        var model = new OnnxModel();
        model.Proto.Graph = graph;

        Should.Throw<InvalidDataException>(() => ModelInspector.Inspect(model.Save(_directory.Path)))
            .Message.ShouldBe("The model nests more than 32 graphs.");
    }
}
