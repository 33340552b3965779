using Slipway.Runtime.Serving;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Onnx.Tests;

public sealed class RefusedModelTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string, string> UnloadableModels => new()
    {
        { "opset", "Opset 99 is under development" },
        { "operator", "No Op registered for NoSuchOperator" },
    };

    [Theory]
    [MemberData(nameof(UnloadableModels))]
    public async Task Row_29_what_does_not_load_is_reported_in_ONNX_Runtimes_own_words(string kind, string words)
    {
        var path = _directory.Write("model.onnx", kind switch
        {
            "opset" => BrokenModels.UnsupportedOpset().ToBytes(),
            _ => BrokenModels.UnknownOperator().ToBytes(),
        });

        var failure = await Loads.FailureAsync(path);

        failure.Reason.ShouldBe(StartFailureReason.ModelLoadFailed);
        failure.Message.ShouldContain(words);
        failure.Message.ShouldNotContain("\n");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Row_29_what_is_no_ONNX_file_is_never_opened_by_ONNX_Runtime(bool isTruncated)
    {
        var path = _directory.Write("model.onnx", isTruncated ? BrokenModels.Truncated() : BrokenModels.Corrupt());

        var failure = await Loads.FailureAsync(path);

        failure.Reason.ShouldBe(StartFailureReason.ModelLoadFailed);
        failure.Message.ShouldStartWith("Protobuf parsing failed: ");
        // As ONNX Runtime begins.
        failure.Message.ShouldNotContain("Load model from");
    }

    [Fact]
    public async Task Row_54_an_operator_of_an_unknown_domain_is_refused_before_load()
    {
        var failure = await Loads.FailureAsync(BrokenModels.UnknownDomain().Save(_directory.Path));

        failure.ShouldBe(new StartFailure(
            StartFailureReason.ModelRefused,
            "The model needs operators that ONNX Runtime does not have: com.example.custom::Mystery."));
    }

    [Fact]
    public async Task A_sequence_output_is_refused_and_the_message_says_what_to_export()
    {
        var failure = await Loads.FailureAsync(BrokenModels.SequenceOutput().Save(_directory.Path));

        failure.Reason.ShouldBe(StartFailureReason.ModelRefused);
        failure.Message.ShouldContain("Output 'y' is a sequence, and the V2 protocol carries tensors only");
    }

    [Fact]
    public async Task An_input_without_a_rank_is_refused_since_no_request_could_be_checked()
    {
        var model = WorkingModels.Identity(Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType.Float);
        model.Proto.Graph.Input[0].Type.TensorType.Shape = null;

        var failure = await Loads.FailureAsync(model.Save(_directory.Path));

        failure.Reason.ShouldBe(StartFailureReason.ModelRefused);
        failure.Message.ShouldContain("Input 'x' has no declared rank");
    }

    [Theory]
    [InlineData(nameof(ExternalDataModels.AbsolutePath), "is an absolute path")]
    [InlineData(nameof(ExternalDataModels.FunctionDefault), "is an absolute path")]
    [InlineData(nameof(ExternalDataModels.ParentPath), "leaves the model's folder")]
    [InlineData(nameof(ExternalDataModels.SymbolicLink), "goes through a symbolic link")]
    [InlineData(nameof(ExternalDataModels.LinkedFolder), "goes through a symbolic link")]
    [InlineData(nameof(ExternalDataModels.HardLink), "is a hard link")]
    [InlineData(nameof(ExternalDataModels.ShortFile), "is too short: 16 bytes from 0 are needed, the file has 15")]
    [InlineData(nameof(ExternalDataModels.MissingFile), "does not exist")]
    public async Task Row_53_external_data_outside_the_models_own_files_is_refused_before_load(string kind, string words)
    {
        var make = typeof(ExternalDataModels).GetMethod(kind)!.CreateDelegate<Func<string, string>>();

        var failure = await Loads.FailureAsync(make(_directory.Path));

        failure.Reason.ShouldBe(StartFailureReason.ModelRefused);
        failure.Message.ShouldContain(words);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task Weights_that_a_pinned_digest_does_not_cover_are_refused(bool isPinned, bool isFolder, bool refused)
    {
        var result = await Loads.TryAsync(
            ExternalDataModels.Good(_directory.Path), adjust: model => model with { IsPinned = isPinned, IsFolder = isFolder });
        await using var backend = result.Backend;

        (result.Failure is not null).ShouldBe(refused);
        (result.Failure?.Message.Contains("name its folder", StringComparison.Ordinal) ?? false).ShouldBe(refused);
    }

    [Fact]
    public async Task External_data_beside_the_model_is_loaded()
    {
        await using var backend = await Loads.OkAsync(ExternalDataModels.Good(_directory.Path));
        using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [1, 4], [10, 20, 30, 40]));

        using var response = await Requests.RunAsync(backend, request);

        response.Outputs[0].As<float>().ToArray().ShouldBe([11f, 22f, 33f, 44f]);
    }
}
