using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Runtime.Onnx;
using Slipway.Runtime.Server.Admission;
using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Server.Hosting;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Server.Status;
using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Runtime.Serving.Store;
using Slipway.Tests.Support;

namespace Slipway.Runtime.Server.Tests.Harness;

/// <summary>The server inside the test's own process, on real sockets; its model is called <c>m</c>, and a run has at most 8 rows.</summary>
internal sealed class RuntimeInside : IAsyncDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ServedModel _model;
    private readonly InferenceMetrics _metrics;
    private readonly WebApplication _application;

    private RuntimeInside(string path, SchedulingArguments scheduling, GatewayTrust? gateway)
    {
        (HttpPort, GrpcPort, AdminPort) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        var arguments = new ServeArguments
        {
            ModelName = "m",
            ModelVersion = "1",
            Source = new FetchRequest { Uri = new Uri(path).AbsoluteUri },
            ExecutionProviders = ["CPU"],
            CacheDirectory = _directory.Join("cache"),
            DrainDelay = TimeSpan.Zero,
            DrainTimeout = TimeSpan.FromSeconds(5),
            AllowedHosts = [],
            Scheduling = scheduling,
            Gateway = gateway,
            HttpPort = HttpPort,
            GrpcPort = GrpcPort,
            AdminPort = AdminPort,
        };
        var time = TimeProvider.System;
        _model = new ServedModel(
            new ServedModelOptions
            {
                Name = arguments.ModelName,
                Version = arguments.ModelVersion,
                Source = arguments.Source,
                Batching = new BatchingOptions { MaxBatchSize = 8 },
            },
            new ModelFetcher(new ModelStoreOptions { CacheDirectory = arguments.CacheDirectory }, time, NullLogger<ModelFetcher>.Instance),
            new OnnxBackendFactory(new OnnxOptions(), time, NullLoggerFactory.Instance),
            time);
        _metrics = new InferenceMetrics(_model);
        _application = RuntimeApplication.Build(arguments, _model, _metrics, () => new StatusVersions("test", null), NullLoggerFactory.Instance, time);
    }

    public int HttpPort { get; }

    public int GrpcPort { get; }

    public int AdminPort { get; }

    /// <summary>Loads, listens, and waits until it is ready.</summary>
    public static async Task<RuntimeInside> StartAsync(string path, SchedulingArguments? scheduling = null, GatewayTrust? gateway = null)
    {
        var runtime = new RuntimeInside(path, scheduling ?? new SchedulingArguments(), gateway);
        (await runtime._model.StartAsync(CancellationToken.None)).ShouldBeNull();
        await runtime._application.StartAsync();
        return runtime;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        await _model.DisposeAsync();
        _metrics.Dispose();
        _directory.Dispose();
    }
}
