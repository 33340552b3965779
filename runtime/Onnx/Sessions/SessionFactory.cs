using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Onnx.Providers;

namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>Creates ONNX Runtime sessions by plan.</summary>
internal sealed class SessionFactory(OrtEnv environment, AcceleratorLibraries libraries)
{
    /// <summary>Creates a session from the file, through the cache of optimized graphs where the plan allows.</summary>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses the model or the provider.</exception>
    public InferenceSession Create(string modelPath, ProviderChoice provider, SessionPlan plan, OptimizedGraphCache? cache)
    {
        if (cache is null || !plan.CacheGraph)
            return Open(modelPath, provider, plan, _ => { });
        if (cache.Find() is { } optimized)
        {
            try
            {
                return Open(optimized, provider, plan, options => options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL);
            }
            catch (OnnxRuntimeException exception)
            {
                cache.Discard(optimized, exception);
            }
        }

        return OpenAndKeep(modelPath, provider, plan, cache);
    }

    private InferenceSession OpenAndKeep(string modelPath, ProviderChoice provider, SessionPlan plan, OptimizedGraphCache cache)
    {
        if (cache.BeginWrite() is not { } unfinished)
            return Open(modelPath, provider, plan, _ => { });
        try
        {
            var session = Open(modelPath, provider, plan, options => options.OptimizedModelFilePath = unfinished);
            cache.Commit(unfinished);
            return session;
        }
        catch (OnnxRuntimeException exception)
        {
            // Perhaps only the writing failed; a second failure is the model's own.
            cache.Discard(unfinished, exception);
            return Open(modelPath, provider, plan, _ => { });
        }
    }

    private InferenceSession Open(string path, ProviderChoice provider, SessionPlan plan, Action<SessionOptions> adjust)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = plan.IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            EnableMemoryPattern = plan.MemoryPattern,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        // Never guess another format from the name.
        options.AddSessionConfigEntry("session.load_model_format", "ONNX");
        if (!plan.CpuFallback)
            options.AddSessionConfigEntry("session.disable_cpu_ep_fallback", "1");
        if (provider.Accelerator is { } accelerator)
            options.AppendExecutionProvider(environment, [libraries.Devices(accelerator)[0]], new Dictionary<string, string>());
        adjust(options);
        return new InferenceSession(path, options);
    }
}
