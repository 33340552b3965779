using System.Collections.Concurrent;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>Room for the inputs of as many runs as there are at once, each as large as the model has inputs.</summary>
internal sealed class BoundInputsPool(int count)
{
    private readonly ConcurrentStack<BoundInputs> _free = [];

    /// <summary>Binds tensors; to be given back.</summary>
    public BoundInputs Bind(IReadOnlyList<Tensor> tensors)
    {
        if (tensors.Count != count || !_free.TryPop(out var inputs)) inputs = new BoundInputs(tensors.Count);
        try
        {
            inputs.Bind(tensors);
            return inputs;
        }
        catch
        {
            inputs.Dispose();
            throw;
        }
    }

    /// <summary>Lets go of the tensors.</summary>
    public void Return(BoundInputs inputs)
    {
        inputs.Dispose();
        if (inputs.Names.Count == count) _free.Push(inputs);
    }
}
