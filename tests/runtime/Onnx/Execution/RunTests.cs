using System.Diagnostics;
using System.Runtime.InteropServices;
using Slipway.Runtime.Serving;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Onnx.Tests.Execution;

public sealed class RunTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Only_the_requested_outputs_are_answered_and_in_the_requested_order()
    {
        await using var backend = await Loads.OkAsync(RealModels.SpeechActivity);
        using var request = new InferenceRequest { Inputs = SpeechInputs(), RequestedOutputs = ["stateN", "output"] };
        using var one = new InferenceRequest { Inputs = SpeechInputs(), RequestedOutputs = ["output"] };

        using var both = await Requests.RunAsync(backend, request);
        using var single = await Requests.RunAsync(backend, one);

        both.Outputs.Select(output => output.Name).ShouldBe(["stateN", "output"]);
        both.Outputs[0].Shape.ShouldBe([2, 1, 128]);
        single.Outputs.Select(output => output.Name).ShouldBe(["output"]);
        single.Timings.Infer.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_wrong_fixed_dimension_is_the_clients_fault()
    {
        await using var backend = await Loads.OkAsync(RealModels.OcrClassifier);
        using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [1, 4, 2, 2], new float[16]));

        var failure = await Requests.FailAsync(backend, request);

        failure.Kind.ShouldBe(FailureKind.InvalidArgument);
        failure.Message.ShouldContain("Got invalid dimensions for input: x");
    }

    [Fact]
    public async Task Row_32_out_of_memory_at_inference_says_so_and_names_the_limit()
    {
        var onnx = Loads.Options with { Limits = new(Processors: 1, MemoryBytes: 256 * 1024 * 1024) };
        var path = BrokenModels.HugeIntermediate(1L << 42).Save(_directory.Path);
        await using var backend = (await Loads.TryAsync(path, onnx)).Backend!;
        using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [1], [1f]));

        var failure = await Requests.FailAsync(backend, request);

        failure.Kind.ShouldBe(FailureKind.Internal);
        failure.Message.ShouldStartWith("Out of memory during inference (the container's limit is 256 MiB): ");
        failure.Message.ShouldContain("4398046511104");
    }

    [Fact]
    public async Task Row_33_a_run_is_terminated_when_nobody_waits_for_it_any_more()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.Slow(rounds: 1_000_000_000).Save(_directory.Path));
        using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [1, 1], [1f]));
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        var started = Stopwatch.GetTimestamp();

        var run = async () => { await backend.RunAsync(request, cancellation.Token); };

        await run.ShouldThrowAsync<OperationCanceledException>();
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Concurrent_runs_of_different_shapes_do_not_mix()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.Mlp(7, 16, 8).Save(_directory.Path));
        var row = Enumerable.Range(0, 16).Select(value => value / 16f).ToArray();
        using var single = await Requests.RunAsync(backend, Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [1, 16], row)));
        var expected = single.Outputs[0].As<float>().ToArray();

        await Parallel.ForAsync(1, 60, async (rows, _) =>
        {
            var input = Enumerable.Repeat(row, rows).SelectMany(values => values).ToArray();
            using var request = Requests.Of(Tensor.From<float>("x", TensorDatatype.Fp32, [rows, 16], input));
            using var response = await Requests.RunAsync(backend, request);
            response.Outputs[0].As<float>().ToArray().Chunk(8).ShouldAllBe(answer => Close(answer, expected));
        });
    }

    [Fact]
    public async Task An_output_that_is_an_input_outlives_its_request()
    {
        await using var backend = await Loads.OkAsync(WorkingModels.PassThrough().Save(_directory.Path));
        var memory = new float[] { 1, 2, 3, 4 };
        var request = Requests.Of(Tensor.Borrow("x", TensorDatatype.Fp32, [1, 4], MemoryMarshal.AsBytes<float>(memory).ToArray()));
        var data = request.Inputs[0].Data;

        using var response = await Requests.RunAsync(backend, request);
        request.Dispose();
        data.Span.Fill(0xFF);

        response.Outputs.Single(output => output.Name == "x").As<float>().ToArray().ShouldBe(memory);
    }

    private static bool Close(float[] left, float[] right) => left.Zip(right).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5f);

    private static List<Tensor> SpeechInputs() =>
    [
        Tensor.From<float>("input", TensorDatatype.Fp32, [1, 512], new float[512]),
        Tensor.From<float>("state", TensorDatatype.Fp32, [2, 1, 128], new float[256]),
        Tensor.From<long>("sr", TensorDatatype.Int64, [], [16000L]),
    ];
}
