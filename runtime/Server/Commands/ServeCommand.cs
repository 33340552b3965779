using System.CommandLine;
using Slipway.Runtime.Onnx;
using Slipway.Runtime.Onnx.Providers;
using Slipway.Runtime.Onnx.Sessions;
using Slipway.Runtime.Server.Arguments;
using Slipway.Runtime.Server.Hosting;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Server.Status;
using Slipway.Runtime.Server.Termination;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Lifecycle;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Store;
using Slipway.Telemetry.Logging;

namespace Slipway.Runtime.Server.Commands;

/// <summary><c>slipway-runtime serve</c>: one model until SIGTERM.</summary>
internal static class ServeCommand
{
    /// <summary>
    /// A logger that only has to exist for each request to get a span and a log scope, whether or not anybody takes them. Requests are
    /// logged by the program itself, and spans are made where somebody listens.
    /// </summary>
    private const string RequestScopes = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var options = new ServeOptions();
        var command = new Command("serve", "Serve one ONNX model over the V2 protocol.");
        options.AddTo(command);
        command.SetAction((result, _) => RunAsync(options.Read(result)));
        return command;
    }

    private static async Task<int> RunAsync(ServeArguments arguments)
    {
        if (arguments.ExitWithParent)
            ParentWatch.Start();
        StartFailure? failure;
        using (var loggers = LoggerFactory.Create(logging => logging.UseSlipwayConsole(new LogSettings()).AddFilter(RequestScopes, LogLevel.None)))
            failure = await RunAsync(arguments, loggers);
        return ProcessEnd.With(failure is null ? ExitCodes.Success : TerminationMessage.Write(failure, arguments.TerminationLog));
    }

    private static async Task<StartFailure?> RunAsync(ServeArguments arguments, ILoggerFactory loggers)
    {
        var (time, limits) = (TimeProvider.System, ContainerLimits.Current());
        try
        {
            var share = ProcessorShare.For(
                limits.Processors, accelerated: arguments.ExecutionProviders[0] != ExecutionProviders.Cpu, arguments.Scheduling.Instances);
            // Runs hold a thread each; what is left must still answer probes at once.
            ThreadPool.SetMinThreads(Environment.ProcessorCount + limits.Processors, Environment.ProcessorCount);
            using var signals = new ShutdownSignals();
            var backends = new OnnxBackendFactory(new OnnxOptions { Limits = limits }, time, loggers);
            var model = new ServedModel(ToOptions(arguments, share) with { Logger = loggers.CreateLogger<ServedModel>() }, CreateFetcher(arguments, loggers, time), backends, time);
            using var metrics = new InferenceMetrics(model);
            // Loading and listening have nothing to do with each other, and both take time.
            var loading = Task.Run(() => model.StartAsync(signals.Requested), CancellationToken.None);
            StatusVersions Versions() => new(ProgramVersion.Text, backends.OnnxRuntimeVersion);
            await using var application = RuntimeApplication.Build(arguments, model, metrics, Versions, loggers, time);
            return await new ModelHost(arguments, model, application, signals, loggers.CreateLogger("Slipway.Runtime"), time).RunAsync(loading);
        }
        catch (Exception exception)
        {
            loggers.CreateLogger("Slipway.Runtime").LogCriticalError(exception);
            return new StartFailure(StartFailureReason.InternalError, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private static ModelFetcher CreateFetcher(ServeArguments arguments, ILoggerFactory loggers, TimeProvider time) => new(
        new ModelStoreOptions { CacheDirectory = arguments.CacheDirectory, CacheLimitBytes = arguments.CacheLimitBytes, AllowedHosts = arguments.AllowedHosts },
        time,
        loggers.CreateLogger<ModelFetcher>());

    private static ServedModelOptions ToOptions(ServeArguments arguments, ProcessorShare share) => new()
    {
        Name = arguments.ModelName,
        Version = arguments.ModelVersion,
        Source = arguments.Source,
        Backend = new BackendOptions
        {
            ExecutionProviders = arguments.ExecutionProviders,
            ConcurrentRuns = share.ConcurrentRuns,
            ThreadsPerRun = share.ThreadsPerRun,
            CacheDirectory = arguments.CacheDirectory,
        },
        Batching = arguments.Scheduling.Batching,
        Scheduler = new SchedulerOptions
        {
            ConcurrentRuns = share.ConcurrentRuns,
            MaxQueueLength = arguments.Scheduling.QueueLength,
            QueueTimeout = arguments.Scheduling.QueueTimeout,
            DefaultTimeout = arguments.RequestTimeout,
        },
    };
}
