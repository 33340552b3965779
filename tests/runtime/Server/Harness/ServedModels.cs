using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>Runtimes that the tests of one class ask.</summary>
public sealed class ServedModels : IAsyncLifetime
{
    private readonly List<RuntimeProcess> _processes = [];

    public HttpClient Classifier => _processes[0].Http;

    public HttpClient ClassifierAdmin => _processes[0].Admin;

    public HttpClient ClassifierGrpc => _processes[0].Grpc;

    public HttpClient Speech => _processes[1].Http;

    public async Task InitializeAsync() => _processes.AddRange(await Task.WhenAll(
        RuntimeProcess.StartReadyAsync(RealModels.OcrClassifier, "--model-name=ocr", "--model-version=2"),
        RuntimeProcess.StartReadyAsync(RealModels.SpeechActivity, "--model-name=speech")));

    public async Task DisposeAsync()
    {
        foreach (var process in _processes)
            await process.DisposeAsync();
    }
}
