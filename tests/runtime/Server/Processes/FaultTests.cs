using System.Net;
using System.Text.Json;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Processes;

/// <summary>Faults of a replica's surroundings that must not reach the others.</summary>
public sealed class FaultTests : IDisposable
{
    private const int Killed = 128 + 9;

    /// <summary>SIGBUS: memory that is a file's, beyond the end of the file.</summary>
    private const int BusError = 128 + 7;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Row_34_a_process_that_is_killed_leaves_a_cache_from_which_the_next_one_serves()
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

    /// <summary>The weights are mapped into memory; whoever cuts their file off makes ONNX Runtime itself crash in the next run.</summary>
    [Fact]
    public async Task Row_34_a_crash_of_native_code_ends_one_process_at_once_and_the_next_one_serves_from_its_cache()
    {
        var cache = _directory.Join("cache");
        var model = ExternalDataModels.ReadInEveryRun(_directory.Path);
        var weights = _directory.Join("weights.bin");
        var whole = await File.ReadAllBytesAsync(weights);
        await using (var crashing = await RuntimeProcess.StartReadyOnAsync(cache, model, "--model-name=m"))
        {
            (await InferAsync(crashing, "m", "[1,1]", 1)).ShouldBe(HttpStatusCode.OK);
            await using (var file = new FileStream(weights, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) file.SetLength(0);
            await Should.ThrowAsync<HttpRequestException>(InferAsync(crashing, "m", "[1,1]", 1));
            (await crashing.EndAsync()).ExitCode.ShouldBe(BusError);
        }

        await File.WriteAllBytesAsync(weights, whole);
        await using var next = await RuntimeProcess.StartReadyOnAsync(cache, model, "--model-name=m");
        (await InferAsync(next, "m", "[1,1]", 1)).ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>ONNX Runtime keeps a database for its reports below the home folder, wherever it may write.</summary>
    [Fact]
    public async Task Keeps_onnx_runtime_from_reporting_to_its_maker()
    {
        var home = Directory.CreateDirectory(_directory.Join("home")).FullName;
        await using var runtime = await RuntimeProcess.StartReadyAsync(
            new Dictionary<string, string?> { ["HOME"] = home, ["XDG_CACHE_HOME"] = null }, RealModels.OcrClassifier, "--model-name=ocr");
        Directory.EnumerateFileSystemEntries(home, "*onnxruntime*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_37_a_store_that_goes_down_leaves_running_replicas_serving_and_fails_a_new_one_visibly()
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
