using System.Collections.Concurrent;
using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>
/// <c>x</c> FP32 [rows, n] → <c>sum</c> FP32 [rows] and <c>twice</c> FP32 [n, rows]: both of each row. Refuses a run in which a row
/// begins with a NaN. Runs begin when the test lets them.
/// </summary>
internal sealed class SumBackend(bool held = false) : IModelBackend
{
    /// <summary>Rows are elsewhere in <c>twice</c>.</summary>
    public static readonly BatchLayout Layout = new([new BatchAxis("x", 0)], [new BatchAxis("sum", 0), new BatchAxis("twice", 1)]);

    private readonly SemaphoreSlim _gate = new(held ? 0 : int.MaxValue);

    public ModelSignature Signature { get; } = new(
        [new TensorSpec("x", TensorDatatype.Fp32, [-1, -1])],
        [new TensorSpec("sum", TensorDatatype.Fp32, [-1]), new TensorSpec("twice", TensorDatatype.Fp32, [-1, -1])]);

    public ProviderReport Provider { get; } = new(["CPU"], "CPU", null);

    /// <summary>Rows and row length of each run that began, in order.</summary>
    public ConcurrentQueue<(long Rows, long Length)> Runs { get; } = [];

    /// <summary>Answers with this many rows too few.</summary>
    public int MissingRows { get; init; }

    /// <summary>Called in each run with its rows, so that it can take time.</summary>
    public Action<long>? During { get; init; }

    /// <summary>Whether runs listen to their termination.</summary>
    public bool Terminated { get; private set; }

    /// <summary>Lets runs begin.</summary>
    public void Release(int runs = 1) => _gate.Release(runs);

    public async ValueTask<InferenceResult> RunAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        var x = request.Inputs[0];
        Runs.Enqueue((x.Shape[0], x.Shape[1]));
        try
        {
            await _gate.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Terminated = true;
            throw;
        }

        During?.Invoke(x.Shape[0]);
        return Run(request, x, (int)x.Shape[0], (int)x.Shape[1]);
    }

    public ValueTask<StartFailure?> WarmUpAsync(BatchLayout? layout, CancellationToken cancellationToken) => ValueTask.FromResult<StartFailure?>(null);

    public ValueTask DisposeAsync()
    {
        _gate.Dispose();
        return ValueTask.CompletedTask;
    }

    private InferenceResult Run(InferenceRequest request, Tensor x, int rows, int length)
    {
        var values = x.As<float>();
        var answered = rows > 1 ? rows - MissingRows : rows;
        var (sum, twice) = (new float[answered], new float[length * answered]);
        for (var row = 0; row < answered; row++)
        {
            if (length > 0 && float.IsNaN(values[row * length])) return InferenceResult.Failed(FailureKind.Internal, "NaN in a row");
            for (var index = 0; index < length; index++)
            {
                sum[row] += values[(row * length) + index];
                twice[(index * answered) + row] = 2 * values[(row * length) + index];
            }
        }

        Tensor[] all =
        [
            Tensor.From<float>("sum", TensorDatatype.Fp32, [answered], sum), Tensor.From<float>("twice", TensorDatatype.Fp32, [length, answered], twice),
        ];
        return InferenceResult.From(new InferenceResponse(
            request.RequestedOutputs.IsEmpty ? all : [.. request.RequestedOutputs.Select(name => all.First(output => output.Name == name))]));
    }
}
