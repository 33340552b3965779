using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// Sees by trial whether a row's answer depends on the rows beside it. A dynamic first dimension may be time or a set of boxes as well
/// as a batch; putting such requests together would give wrong answers without any error.
/// </summary>
internal static class RowIndependence
{
    /// <summary>Differences below this, relative to the largest number of the output, come from another order of additions.</summary>
    private const float Tolerance = 1e-2f;

    /// <summary>Compares two requests run alone with the same two run together.</summary>
    /// <returns>What is wrong; null when nothing is, or when the model answers differently each time, so that nothing can be said.</returns>
    public static async ValueTask<string?> ProblemAsync(
        IModelBackend backend, BatchLayout layout, InferenceRequest first, InferenceRequest second, CancellationToken cancellationToken)
    {
        InferenceRequest[] both = [first, second];
        using var joined = BatchJoin.Join(layout, both, 2);
        var alone = new InferenceResult[3];
        for (var index = 0; index < alone.Length; index++) alone[index] = await backend.RunAsync(both[index % 2], cancellationToken);
        var together = await backend.RunAsync(joined, cancellationToken);
        try
        {
            if (Array.Find(alone, result => !result.Succeeded) is { Failure: { } failure }) return failure.Message;
            if (!together.Succeeded) return $"two rows cannot be run together: {together.Failure.Message}";
            if (BatchSplit.Problem(layout, together.Response, 2) is { } problem) return problem;
            return Differing(layout, together.Response, both, [.. alone.Select(result => result.Response!)]);
        }
        finally
        {
            together.Response?.Dispose();
            foreach (var result in alone) result.Response?.Dispose();
        }
    }

    private static string? Differing(BatchLayout layout, InferenceResponse together, InferenceRequest[] both, InferenceResponse[] alone)
    {
        // Lent, not given: the caller disposes the answer.
        var parts = BatchSplit.Split(layout, new InferenceResponse(together.Outputs.Select(Lend).ToList()), both, [1, 1]);
        try
        {
            for (var index = 0; index < together.Outputs.Count; index++)
            {
                if (!Agree(alone[0].Outputs[index], alone[2].Outputs[index])) continue;
                if (!Agree(parts[0].Outputs[index], alone[0].Outputs[index]) || !Agree(parts[1].Outputs[index], alone[1].Outputs[index]))
                    return $"rows of '{together.Outputs[index].Name}' depend on the rows beside them";
            }

            return null;
        }
        finally
        {
            foreach (var part in parts) part.Dispose();
        }
    }

    private static Tensor Lend(Tensor tensor) => Tensor.Borrow(tensor.Name, tensor.Datatype, tensor.Shape, tensor.Data);

    /// <summary>Whether two outputs are the same: shape, and numbers where they are floats. Whole numbers may be ranks, which noise can turn.</summary>
    private static bool Agree(Tensor first, Tensor second)
    {
        if (!first.Shape.AsSpan().SequenceEqual(second.Shape.AsSpan())) return false;
        if (first.Datatype != TensorDatatype.Fp32) return true;
        var left = MemoryMarshal.Cast<byte, float>(first.Data.Span);
        var right = MemoryMarshal.Cast<byte, float>(second.Data.Span);
        var scale = 1e-6f;
        foreach (var value in right)
        {
            if (float.IsFinite(value)) scale = Math.Max(scale, Math.Abs(value));
        }

        for (var index = 0; index < left.Length; index++)
        {
            if (float.IsFinite(left[index]) && float.IsFinite(right[index]) && Math.Abs(left[index] - right[index]) > Tolerance * scale) return false;
        }

        return true;
    }
}
