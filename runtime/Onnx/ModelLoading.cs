using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Onnx.Execution;
using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Onnx.Providers;
using Slipway.Runtime.Onnx.Sessions;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Onnx;

/// <summary>One load, after the file was found acceptable.</summary>
internal sealed record ModelLoading(
    StoredModel Model,
    BackendOptions Backend,
    ModelSummary Summary,
    SessionFactory Sessions,
    OnnxOptions Options,
    TimeProvider Clock,
    ILogger Logger)
{
    public LoadResult Run(ProviderChoice choice)
    {
        var (sessions, text) = TryOpen(choice);
        if (sessions is not null)
            return Finish(sessions, choice);
        if (choice.Accelerator is null)
            return Failed(OnnxErrors.Load(text!, Options.Limits.MemoryBytes));
        // The accelerator or the model? The CPU's answer tells.
        var fallback = choice.FallBack(text!);
        (sessions, var cpuText) = TryOpen(fallback);
        if (sessions is null)
            return Failed(OnnxErrors.Load(cpuText!, Options.Limits.MemoryBytes));
        if (choice.CpuAllowed)
            return Finish(sessions, fallback);
        sessions.Dispose();
        return Failed(ProviderSelection.Unavailable(Backend.ExecutionProviders, $"{choice.Active}: {text}"));
    }

    private static LoadResult Failed(StartFailure failure) => LoadResult.Failed(failure.Reason, failure.Message);

    private (SessionGroup? Sessions, string? Failure) TryOpen(ProviderChoice choice)
    {
        var plan = SessionPlan.For(Summary, choice, Backend.ThreadsPerRun, Backend.ConcurrentRuns);
        try
        {
            var cache = Cache(plan);
            return (SessionGroup.Open(plan.Sessions, () => Sessions.Create(Model.ModelPath, choice, plan, cache)), null);
        }
        catch (OnnxRuntimeException exception)
        {
            return (null, OnnxErrors.Text(exception));
        }
    }

    private OptimizedGraphCache? Cache(SessionPlan plan)
    {
        if (Backend.CacheDirectory is not { } directory)
            return null;
        var key = OptimizedGraphCache.Key(Model.Digest, OnnxEnvironment.Get(Logger).GetVersionString(), ProcessorFeatures.Read(), plan);
        return new OptimizedGraphCache(Path.Join(directory, "optimized"), key, Clock, Logger);
    }

    private string SetUp(ProviderChoice choice, int sessions) => string.Join(
        '|',
        OnnxEnvironment.Get(Logger).GetVersionString(),
        ProcessorFeatures.Read(),
        choice.Active,
        Backend.ThreadsPerRun.ToString(CultureInfo.InvariantCulture),
        sessions.ToString(CultureInfo.InvariantCulture),
        Options.Limits.Processors.ToString(CultureInfo.InvariantCulture));

    private LoadResult Finish(SessionGroup sessions, ProviderChoice choice)
    {
        if (SignatureReader.Read(sessions.First, out var problem) is { } signature)
        {
            var report = new ProviderReport(Backend.ExecutionProviders, choice.Active, choice.PassedOver);
            return LoadResult.From(new OnnxBackend(sessions, signature, report, SetUp(choice, sessions.Count), Options.Limits.MemoryBytes, Logger));
        }

        sessions.Dispose();
        return LoadResult.Failed(StartFailureReason.ModelRefused, problem!);
    }
}
