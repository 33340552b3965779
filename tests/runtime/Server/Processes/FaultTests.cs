using System.Net;
using System.Text.Json;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Processes;

/// <summary>Faults of a replica's surroundings that must not reach the others.</summary>
public sealed class FaultTests : IDisposable
{
    /// <summary>A crash of native code cannot be asked for from outside; for everyone else it looks like this.</summary>
    private const int Killed = 128 + 9;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Fault34_A_process_that_ends_as_in_a_native_crash_leaves_a_cache_from_which_the_next_one_serves()
    {
        var cache = _directory.Join("cache");
        await using (var crashing = await RuntimeProcess.StartReadyOnAsync(cache, RealModels.OcrClassifier, "--model-name=ocr"))
        {
            crashing.Signal("KILL");
            (await crashing.EndAsync()).ExitCode.ShouldBe(Killed);
        }

        await using var next = await RuntimeProcess.StartReadyOnAsync(cache, RealModels.OcrClassifier, "--model-name=ocr");
        (await InferAsync(next, "ocr", "[1,3,4,4]", 48)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fault37_A_store_that_goes_down_leaves_running_replicas_serving_and_fails_a_new_one_visibly()
    {
        WorkingModels.Mlp(1, 4, 2).Save(_directory.Path);
        string[] arguments;
        RuntimeProcess running;
        await using (var store = await ModelServer.StartAsync(_directory.Path))
        {
            arguments = [$"--model-uri={store.Uri("model.onnx")}", "--model-name=m", "--allow-host=127.0.0.1"];
            running = await RuntimeProcess.StartReadyAsync(arguments);
        }

        await using (running)
        {
            await using var scaledUp = RuntimeProcess.Start(arguments);
            var (exitCode, message) = await scaledUp.EndAsync();
            exitCode.ShouldBe(69);
            using var termination = JsonDocument.Parse(message!);
            termination.RootElement.GetProperty("reason").GetString().ShouldBe("StorageUnreachable");
            (await InferAsync(running, "m", "[1,4]", 4)).ShouldBe(HttpStatusCode.OK);
        }
    }

    private static async Task<HttpStatusCode> InferAsync(RuntimeProcess runtime, string model, string shape, int elements)
    {
        using var response = await runtime.Http.PostAsync(
            $"/v2/models/{model}/infer",
            new StringContent($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":{{shape}},"data":[{{string.Join(',', new int[elements])}}]}]}"""));
        return response.StatusCode;
    }
}
