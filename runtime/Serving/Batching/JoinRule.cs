namespace Slipway.Runtime.Serving.Batching;

/// <summary>Which requests may run together: the same inputs, of the same shapes but for the rows, and the same shared inputs.</summary>
internal static class JoinRule
{
    /// <summary>The same for requests that may run together; different for most that may not.</summary>
    public static int Hash(BatchLayout layout, IReadOnlyList<Tensor> inputs)
    {
        // Inputs come in any order, so their hashes are added up.
        var sum = inputs.Count;
        foreach (var input in inputs)
        {
            var hash = new HashCode();
            hash.Add(input.Name, StringComparer.Ordinal);
            var axis = layout.InputAxis(input.Name);
            for (var index = 0; index < input.Shape.Length; index++)
                hash.Add(index == axis ? 0 : input.Shape[index]);
            if (axis == BatchAxis.Shared) hash.AddBytes(input.Data.Span);
            sum += hash.ToHashCode();
        }

        return sum;
    }

    /// <summary>Whether two requests may run together.</summary>
    public static bool Joins(BatchLayout layout, IReadOnlyList<Tensor> first, IReadOnlyList<Tensor> second)
    {
        if (first.Count != second.Count) return false;
        for (var index = 0; index < first.Count; index++)
        {
            if (Find(second, first[index].Name, index) is not { } other || !Fits(layout.InputAxis(other.Name), first[index], other)) return false;
        }

        return true;
    }

    /// <summary>The tensor of a name, which is most often at the same place.</summary>
    public static Tensor? Find(IReadOnlyList<Tensor> tensors, string name, int likely)
    {
        if (likely < tensors.Count && tensors[likely].Name == name) return tensors[likely];
        foreach (var tensor in tensors)
        {
            if (tensor.Name == name) return tensor;
        }

        return null;
    }

    private static bool Fits(int axis, Tensor first, Tensor second)
    {
        if (first.Datatype != second.Datatype || first.Shape.Length != second.Shape.Length) return false;
        for (var index = 0; index < first.Shape.Length; index++)
        {
            if (index != axis && first.Shape[index] != second.Shape[index]) return false;
        }

        return axis != BatchAxis.Shared || first.Data.Span.SequenceEqual(second.Data.Span);
    }
}
