using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>Run options for as many runs as there are at once; those of a terminated run are not used again.</summary>
internal sealed class RunOptionsPool : IDisposable
{
    private readonly ConcurrentStack<RunOptions> _free = [];

    /// <summary>Takes options that no other run has.</summary>
    public RunOptions Rent() => _free.TryPop(out var options) ? options : new RunOptions();

    /// <summary>Gives them back after the run.</summary>
    public void Return(RunOptions options)
    {
        if (options.Terminate) options.Dispose();
        else _free.Push(options);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_free.TryPop(out var options)) options.Dispose();
    }
}
