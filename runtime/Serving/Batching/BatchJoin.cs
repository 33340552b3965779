using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>Puts the rows of several requests one after the other into pooled memory.</summary>
internal static class BatchJoin
{
    /// <summary>The request that stands for all of them; the caller disposes it, and they stay their owners'.</summary>
    /// <param name="layout">Where the rows are.</param>
    /// <param name="requests">At least one; any two may run together.</param>
    /// <param name="rows">All rows.</param>
    public static InferenceRequest Join(BatchLayout layout, IReadOnlyList<InferenceRequest> requests, long rows)
    {
        var inputs = new List<Tensor>(requests[0].Inputs.Count);
        try
        {
            for (var index = 0; index < requests[0].Inputs.Count; index++)
            {
                var input = requests[0].Inputs[index];
                var axis = layout.InputAxis(input.Name);
                inputs.Add(axis == BatchAxis.Shared
                    ? Tensor.Borrow(input.Name, input.Datatype, input.Shape, input.Data)
                    : Concatenate(requests, index, axis, rows));
            }
        }
        catch
        {
            inputs.ForEach(input => input.Dispose());
            throw;
        }

        return new InferenceRequest { Inputs = inputs, RequestedOutputs = Union(requests) };
    }

    /// <summary>The outputs that anyone wants; empty, which is all, when someone wants all.</summary>
    private static ImmutableArray<string> Union(IReadOnlyList<InferenceRequest> requests)
    {
        var first = requests[0].RequestedOutputs;
        HashSet<string>? more = null;
        foreach (var request in requests)
        {
            if (request.RequestedOutputs.IsEmpty) return [];
            if (first.AsSpan().SequenceEqual(request.RequestedOutputs.AsSpan())) continue;
            more ??= [.. first];
            more.UnionWith(request.RequestedOutputs);
        }

        return more is null ? first : [.. more];
    }

    private static Tensor Concatenate(IReadOnlyList<InferenceRequest> requests, int index, int axis, long rows)
    {
        var first = requests[0].Inputs[index];
        var length = 0;
        foreach (var request in requests) length = checked(length + PartOf(request, first.Name, index).ByteLength);
        var joined = Tensor.Rent(first.Name, first.Datatype, first.Shape.SetItem(axis, rows), length);
        // What lies before the axis is repeated around it: the pieces of all requests alternate.
        var outer = Math.Max(1, Product(first.Shape.AsSpan()[..axis]));
        var target = joined.Data.Span;
        for (var round = 0; round < outer; round++)
        {
            foreach (var request in requests)
            {
                var data = PartOf(request, first.Name, index).Data.Span;
                var piece = data.Length / outer;
                data.Slice(round * piece, piece).CopyTo(target);
                target = target[piece..];
            }
        }

        return joined;
    }

    private static Tensor PartOf(InferenceRequest request, string name, int index) =>
        JoinRule.Find(request.Inputs, name, index) ?? throw new InvalidOperationException($"A request of a batch has no input '{name}'.");

    internal static int Product(ReadOnlySpan<long> dimensions)
    {
        var product = 1L;
        foreach (var dimension in dimensions) product = checked(product * dimension);
        return checked((int)product);
    }
}
