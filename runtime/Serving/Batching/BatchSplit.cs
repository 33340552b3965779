using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>Gives each request of a batch its rows of the answer: lent where rows lie together, copied where they do not.</summary>
internal static class BatchSplit
{
    /// <summary>Why an answer cannot be divided among the rows; null when it can.</summary>
    public static string? Problem(BatchLayout layout, InferenceResponse response, long rows)
    {
        foreach (var output in response.Outputs)
        {
            var axis = layout.OutputAxis(output.Name);
            if (axis >= output.Shape.Length)
                return $"output '{output.Name}' has no axis {axis}";
            if (output.Shape[axis] != rows)
                return $"output '{output.Name}' has {output.Shape[axis]} rows in axis {axis} for a batch of {rows}";
            if (axis > 0 && output.Datatype == TensorDatatype.Bytes)
                return $"output '{output.Name}' can have its rows in axis 0 only";
        }

        return null;
    }

    /// <summary>Divides an answer that has no <see cref="Problem"/>; it is disposed with the last of the parts.</summary>
    /// <param name="layout">Where the rows are.</param>
    /// <param name="response">The answer to all.</param>
    /// <param name="requests">Whose answers are wanted, in the order in which they were joined.</param>
    /// <param name="rowsOf">How many rows each has.</param>
    public static InferenceResponse[] Split(
        BatchLayout layout, InferenceResponse response, IReadOnlyList<InferenceRequest> requests, IReadOnlyList<long> rowsOf)
    {
        // One user for each lent part, and this method until it is done.
        var shared = new SharedResponse(response);
        try
        {
            var parts = new InferenceResponse[requests.Count];
            var starts = new int[response.Outputs.Count];
            var shape = new ImmutableArray<long>[response.Outputs.Count];
            for (var index = 0; index < requests.Count; index++)
                parts[index] = Part(layout, shared, requests[index], rowsOf[index], starts, shape);
            return parts;
        }
        finally
        {
            shared.Dispose();
        }
    }

    private static InferenceResponse Part(
        BatchLayout layout, SharedResponse shared, InferenceRequest request, long rows, int[] starts, ImmutableArray<long>[] shapes)
    {
        var all = shared.Response.Outputs;
        var parts = new Tensor[all.Count];
        for (var index = 0; index < all.Count; index++)
        {
            var axis = layout.OutputAxis(all[index].Name);
            // Most often all requests have as many rows, and the shape can be shared.
            if (shapes[index].IsDefault || shapes[index][axis] != rows) shapes[index] = all[index].Shape.SetItem(axis, rows);
            parts[index] = Take(all[index], axis, shapes[index], shared, ref starts[index]);
        }

        return new InferenceResponse(Wanted(parts, request.RequestedOutputs)) { Timings = shared.Response.Timings };
    }

    private static Tensor[] Wanted(Tensor[] parts, ImmutableArray<string> names)
    {
        if (names.IsEmpty) return parts;
        var wanted = new Tensor[names.Length];
        for (var index = 0; index < names.Length; index++)
            wanted[index] = JoinRule.Find(parts, names[index], index) ?? throw new InvalidOperationException($"There is no output '{names[index]}'.");
        foreach (var part in parts)
        {
            if (!names.Contains(part.Name)) part.Dispose();
        }

        return wanted;
    }

    private static Tensor Take(Tensor all, int axis, ImmutableArray<long> shape, SharedResponse shared, ref int start)
    {
        var (first, rows) = (start, (int)shape[axis]);
        if (axis > 0)
        {
            start += rows;
            return Gather(all, axis, shape, first);
        }

        var inner = BatchJoin.Product(shape.AsSpan()[1..]);
        var length = all.Datatype == TensorDatatype.Bytes
            ? LengthOf(all.Data.Span[first..], rows * inner)
            : rows * inner * all.Datatype.ElementSize();
        start += length;
        return Tensor.Borrow(all.Name, all.Datatype, shape, all.Data.Slice(first, length), shared.Lend());
    }

    private static Tensor Gather(Tensor all, int axis, ImmutableArray<long> shape, int firstRow)
    {
        var outer = BatchJoin.Product(shape.AsSpan()[..axis]);
        var rowBytes = BatchJoin.Product(shape.AsSpan()[(axis + 1)..]) * all.Datatype.ElementSize();
        var piece = (int)shape[axis] * rowBytes;
        var part = Tensor.Rent(all.Name, all.Datatype, shape, outer * piece);
        var source = all.Data.Span;
        var target = part.Data.Span;
        var stride = (int)all.Shape[axis] * rowBytes;
        for (var round = 0; round < outer; round++)
            source.Slice((round * stride) + (firstRow * rowBytes), piece).CopyTo(target[(round * piece)..]);
        return part;
    }

    private static int LengthOf(ReadOnlySpan<byte> elements, int count)
    {
        var length = 0;
        for (var element = 0; element < count; element++)
            length = checked(length + sizeof(uint) + (int)BinaryPrimitives.ReadUInt32LittleEndian(elements[length..]));
        return length;
    }
}
