using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using DataType = Slipway.Tests.Support.Models.Schema.TensorProto.Types.DataType;

namespace Slipway.Runtime.Server.Tests.Batching;

/// <summary>Real models in a real process: what runs together is answered as if it had run alone.</summary>
public sealed class BatchedModelTests
{
    private const int Callers = 8;

    private static readonly string[] SpeechAxes = ["--batch-axis=state=1", "--batch-axis=stateN=1", "--batch-axis=sr=shared"];

    [Fact]
    public async Task Requests_of_the_speech_model_run_together_along_its_declared_axes_and_keep_their_own_state()
    {
        await using var runtime = await RuntimeProcess.StartReadyAsync(
            [RealModels.SpeechActivity, "--model-name=speech", .. SpeechAxes, "--max-batch-size=8", "--max-queue-delay=10s"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => SpeakAsync(runtime.Http, caller)));

        foreach (var (answer, caller) in answers.Select((answer, caller) => (answer, caller)))
        {
            using var input = OrtValue.CreateTensorValueFromMemory(Sound(caller), [1, 512]);
            using var state = OrtValue.CreateTensorValueFromMemory(State(caller), [2, 1, 128]);
            using var rate = OrtValue.CreateTensorValueFromMemory(new long[] { 16000 }, []);
            foreach (var output in new[] { "output", "stateN" })
            {
                var direct = DirectInference.Run(RealModels.SpeechActivity, output, ("input", input), ("state", state), ("sr", rate));
                var ours = answer[output];
                ours.Length.ShouldBe(direct.Length);
                ours.Zip(direct).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThan(1e-4f);
            }
        }

        var page = await runtime.Admin.GetStringAsync("/metrics");
        page.ShouldContain("""nv_inference_count{model="speech",version="1"} 8""");
        page.ShouldContain("""nv_inference_exec_count{model="speech",version="1"} 1""");
        page.ShouldContain("""slipway_inference_batch_rows_sum{model="speech",version="1"} 8""");
    }

    [Fact]
    public async Task Status_says_what_was_measured_and_how_many_rows_run_together()
    {
        using var directory = new TemporaryDirectory();
        var path = WorkingModels.Mlp(1, 64, 256, 8).Save(directory.Path);
        await using var runtime = await RuntimeProcess.StartReadyAsync(path, "--instances=1");

        using var status = JsonDocument.Parse(await runtime.Admin.GetStringAsync("/status"));

        var capacity = status.RootElement.GetProperty("capacity");
        var size = capacity.GetProperty("maxBatchSize").GetInt32();
        size.ShouldBeGreaterThan(1);
        capacity.GetProperty("concurrency").GetInt32().ShouldBe(2 * size);
        capacity.GetProperty("instances").GetInt32().ShouldBe(1);
        var curve = capacity.GetProperty("curve").EnumerateArray().ToList();
        curve[0].GetProperty("batch").GetInt32().ShouldBe(1);
        curve.ShouldAllBe(point => point.GetProperty("milliseconds").GetDouble() > 0);
        capacity.GetProperty("rowsPerSecond").GetDouble().ShouldBeGreaterThanOrEqualTo(0.98 * curve.Max(point => point.GetProperty("rowsPerSecond").GetDouble()));
        capacity.GetProperty("source").GetString().ShouldBe("Measured");
        capacity.GetProperty("message").GetString().ShouldStartWith("measured: ");
    }

    [Fact]
    public async Task Status_tells_of_the_rows_that_requests_have_once_they_are_unlike_those_of_warm_up()
    {
        using var directory = new TemporaryDirectory();
        var path = WorkingModels.Identity(DataType.Float).Save(directory.Path);
        await using var runtime = await RuntimeProcess.StartReadyAsync(path, "--instances=3");

        for (var request = 0; request < 2; request++)
        {
            var data = string.Join(',', Enumerable.Repeat(1, 5_000));
            using var answer = await runtime.Http.PostAsync(
                "/v2/models/model/infer", new StringContent($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,5000],"data":[{{data}}]}]}""", Encoding.UTF8));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var status = JsonDocument.Parse(await runtime.Admin.GetStringAsync("/status"));
        var capacity = status.RootElement.GetProperty("capacity");
        capacity.GetProperty("maxBatchSize").GetInt32().ShouldBe(1);
        capacity.GetProperty("concurrency").GetInt32().ShouldBe(6);
        capacity.GetProperty("source").GetString().ShouldBe("Provisional");
        capacity.GetProperty("message").GetString().ShouldStartWith("not known yet: the rows of requests are of another size");
    }

    [Fact]
    public async Task A_model_whose_first_dimension_is_no_batch_is_found_out_by_trial_and_served_unbatched()
    {
        using var directory = new TemporaryDirectory();
        var path = AcrossRows().Save(directory.Path);
        await using var runtime = await RuntimeProcess.StartReadyAsync(path);

        using var status = JsonDocument.Parse(await runtime.Admin.GetStringAsync("/status"));

        var capacity = status.RootElement.GetProperty("capacity");
        capacity.GetProperty("maxBatchSize").GetInt32().ShouldBe(1);
        capacity.GetProperty("message").GetString().ShouldBe("unbatched: rows of 'y' depend on the rows beside them");
    }

    [Theory]
    [InlineData(false, "WarmupFailed", "batching.maxBatchSize 4 cannot be honoured: rows of 'y' depend on the rows beside them.", "--max-batch-size=4")]
    [InlineData(
        true,
        "InvalidArguments",
        "batching.maxBatchSize 4 cannot be honoured: state FP32[2,-1,128] has no dynamic first dimension. Declare batching.axes, or set it to Auto or 1.",
        "--max-batch-size=4")]
    [InlineData(true, "InvalidArguments", "batching.axes does not fit the model: axis 0 of state FP32[2,-1,128] is not dynamic.", "--batch-axis=state=0")]
    public async Task What_cannot_be_honoured_is_refused(bool isSpeech, string reason, string message, string argument)
    {
        using var directory = new TemporaryDirectory();
        var path = isSpeech ? RealModels.SpeechActivity : AcrossRows().Save(directory.Path);
        await using var runtime = RuntimeProcess.Start(path, argument);

        var (_, text) = await runtime.EndAsync();

        text.ShouldNotBeNull();
        using var termination = JsonDocument.Parse(text);
        termination.RootElement.GetProperty("reason").GetString().ShouldBe(reason);
        termination.RootElement.GetProperty("message").GetString().ShouldBe(message);
    }

    [Fact]
    public async Task A_full_queue_answers_at_once_and_says_when_to_come_again()
    {
        using var directory = new TemporaryDirectory();
        var path = WorkingModels.Slow(rounds: 150_000).Save(directory.Path);
        await using var runtime = await RuntimeProcess.StartReadyAsync(path, "--max-batch-size=1", "--instances=1", "--queue-length=1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => runtime.Http.PostAsync(
            "/v2/models/model/infer", new StringContent("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,1],"data":[1]}]}""", Encoding.UTF8))));

        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToList();
        refused.Count.ShouldBe(2);
        foreach (var answer in refused)
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
            (await answer.Content.ReadAsStringAsync()).ShouldBe("""{"error":"Exceeds maximum queue size"}""");
        }

        foreach (var answer in answers) answer.Dispose();
    }

    /// <summary>Its first dimension is dynamic, but rows are weighed against each other.</summary>
    private static OnnxModel AcrossRows() => new OnnxModel()
        .Input("x", DataType.Float, "boxes,4")
        .Output("y", DataType.Float, "boxes,4")
        .Node("Softmax", ["x"], ["y"], attributes: OnnxAttribute.Int("axis", 0));

    private static float[] Sound(int caller) => [.. Enumerable.Range(0, 512).Select(index => MathF.Sin((index * 0.1f) + caller))];

    private static float[] State(int caller) => [.. Enumerable.Range(0, 256).Select(index => MathF.Cos((index * 0.3f) + caller) * 0.2f)];

    private static async Task<Dictionary<string, float[]>> SpeakAsync(HttpClient client, int caller)
    {
        var header = """
            {"parameters":{"binary_data_output":true},"inputs":[
            {"name":"input","datatype":"FP32","shape":[1,512],"parameters":{"binary_data_size":2048}},
            {"name":"state","datatype":"FP32","shape":[2,1,128],"parameters":{"binary_data_size":1024}},
            {"name":"sr","datatype":"INT64","shape":[],"parameters":{"binary_data_size":8}}]}
            """u8.ToArray();
        byte[] body =
        [
            .. header, .. MemoryMarshal.AsBytes<float>(Sound(caller)), .. MemoryMarshal.AsBytes<float>(State(caller)), .. BitConverter.GetBytes(16000L),
        ];
        using var content = new ByteArrayContent(body);
        content.Headers.Add("Inference-Header-Content-Length", $"{header.Length}");
        using var response = await client.PostAsync("/v2/models/speech/infer", content);
        var answer = await response.Content.ReadAsByteArrayAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, Encoding.UTF8.GetString(answer));
        var length = int.Parse(response.Headers.GetValues("Inference-Header-Content-Length").Single(), System.Globalization.CultureInfo.InvariantCulture);
        using var json = JsonDocument.Parse(answer.AsMemory(0, length));
        var (numbers, start) = (new Dictionary<string, float[]>(StringComparer.Ordinal), length);
        foreach (var output in json.RootElement.GetProperty("outputs").EnumerateArray())
        {
            var size = output.GetProperty("parameters").GetProperty("binary_data_size").GetInt32();
            numbers.Add(output.GetProperty("name").GetString()!, MemoryMarshal.Cast<byte, float>(answer.AsSpan(start, size)).ToArray());
            start += size;
        }

        return numbers;
    }
}
