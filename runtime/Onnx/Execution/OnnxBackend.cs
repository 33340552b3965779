using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Onnx.Sessions;
using Slipway.Runtime.Onnx.WarmUp;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>A model in ONNX Runtime.</summary>
internal sealed partial class OnnxBackend(
    SessionGroup sessions,
    ModelSignature signature,
    ProviderReport provider,
    string setUp,
    long? memoryLimitBytes,
    ILogger logger) : IModelBackend
{
    private readonly string[] _allOutputs = [.. signature.Outputs.Select(output => output.Name)];
    private readonly RunOptionsPool _options = new();
    private readonly BoundInputsPool _inputs = new(signature.Inputs.Length);
    private WarmUpSize? _warm;

    /// <inheritdoc/>
    public ModelSignature Signature => signature;

    /// <inheritdoc/>
    public ProviderReport Provider => provider;

    /// <inheritdoc/>
    public string SetUp => setUp;

    /// <inheritdoc/>
    public bool WarmedUp => _warm is not null;

    /// <inheritdoc/>
    public ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Run(request, cancellationToken));
    }

    /// <inheritdoc/>
    public InferenceRequest? CreateSample(BatchLayout? layout, int seed) =>
        _warm is { } size && (size.First == 1 || layout is null) ? WarmUpInputs.Create(signature, size, layout, seed) : null;

    /// <inheritdoc/>
    public async ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken)
    {
        var failures = new List<Failure>();
        foreach (var size in WarmUpInputs.Sizes(signature, layout))
        {
            using var request = WarmUpInputs.Create(signature, size, layout);
            if (await RunEverywhereAsync(request, cancellationToken) is not { } failure)
            {
                _warm = size;
                return null;
            }

            WarmUpAttemptFailed(logger, size, failure.Message);
            failures.Add(failure);
        }

        var verdict = WarmUpVerdict.Of(signature, failures);
        if (verdict is null)
            WarmUpSkipped(logger, failures is [var first, ..] ? first.Message : "its inputs are too large");
        return verdict;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        sessions.Dispose();
        _options.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs in each session once, so that no request meets one that has never run. Ends with the first failure.</summary>
    private async ValueTask<Failure?> RunEverywhereAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        var done = new List<SessionGroup.Place>();
        try
        {
            while (true)
            {
                var result = await RunAsync(request, cancellationToken);
                result.Response?.Dispose();
                if (result.Failure is not null || done.Count == sessions.Count - 1) return result.Failure;
                // Taken, so that the next run is elsewhere.
                done.Add(sessions.Enter());
            }
        }
        finally
        {
            done.ForEach(place => place.Dispose());
        }
    }

    private InferenceResult Run(InferenceRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return InferenceResult.From(RunCore(request, cancellationToken));
        }
        catch (OnnxRuntimeException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return InferenceResult.Failed(OnnxErrors.Run(OnnxErrors.Text(exception), memoryLimitBytes));
        }
        catch (Exception exception) when (exception is NotSupportedException or OverflowException)
        {
            return InferenceResult.Failed(FailureKind.Unsupported, exception.Message);
        }
    }

    private InferenceResponse RunCore(InferenceRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var inputs = _inputs.Bind(request.Inputs);
        var options = _options.Rent();
        try
        {
            return RunCore(request, inputs, options, started, cancellationToken);
        }
        finally
        {
            _options.Return(options);
            _inputs.Return(inputs);
        }
    }

    private InferenceResponse RunCore(
        InferenceRequest request, BoundInputs inputs, RunOptions options, long started, CancellationToken cancellationToken)
    {
        // Disposed before the options go back: no callback may touch those of another run.
        using var termination = cancellationToken.UnsafeRegister(static state => ((RunOptions)state!).Terminate = true, options);
        IReadOnlyList<string> names = request.RequestedOutputs.IsEmpty ? _allOutputs : request.RequestedOutputs;
        using var place = sessions.Enter();
        var bound = Stopwatch.GetTimestamp();
        // The values go over to the tensors, so the collection itself is not disposed.
#pragma warning disable CA2000
        var values = place.Session.Run(options, inputs.Names, inputs.Values, names);
#pragma warning restore CA2000
        var ran = Stopwatch.GetTimestamp();
        var outputs = OutputTensors.Take(names, values, inputs);
        return new InferenceResponse(outputs)
        {
            Timings = new RunTimings(
                Stopwatch.GetElapsedTime(started, bound), Stopwatch.GetElapsedTime(bound, ran), Stopwatch.GetElapsedTime(ran)),
        };
    }

    [LoggerMessage(EventId = 2110, Level = LogLevel.Debug, Message = "Warm-up with dynamic dimensions of {Size} failed: {Reason}")]
    private static partial void WarmUpAttemptFailed(ILogger logger, WarmUpSize size, string reason);

    [LoggerMessage(EventId = 2111, Level = LogLevel.Warning, Message = "The model is served without warm-up: no made-up shape fits it. First failure: {Reason}")]
    private static partial void WarmUpSkipped(ILogger logger, string reason);
}
