using System.Collections.Immutable;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>Which dimension of each tensor counts rows; a model that has such a layout can be run on several requests at once.</summary>
/// <param name="Inputs">One for each input, in the model's order.</param>
/// <param name="Outputs">One for each output, in the model's order.</param>
public sealed record BatchLayout(ImmutableArray<BatchAxis> Inputs, ImmutableArray<BatchAxis> Outputs)
{
    /// <summary>The axis of an input; <see cref="BatchAxis.Shared"/> where it has none.</summary>
    public int InputAxis(string name) => Find(Inputs, name);

    /// <summary>The axis of an output.</summary>
    public int OutputAxis(string name) => Find(Outputs, name);

    /// <summary>How many rows a request has; null when its inputs disagree.</summary>
    public long? RowsOf(IReadOnlyList<Tensor> inputs)
    {
        long? rows = null;
        foreach (var input in inputs)
        {
            var axis = InputAxis(input.Name);
            if (axis == BatchAxis.Shared) continue;
            if (axis >= input.Shape.Length) return null;
            if (rows is { } known && known != input.Shape[axis]) return null;
            rows = input.Shape[axis];
        }

        return rows;
    }

    /// <summary>Whether other dimensions than the rows' are dynamic, in inputs that have rows.</summary>
    public bool HasRowsOfManySizes(ModelSignature signature) => signature.Inputs.Any(
        input => InputAxis(input.Name) is var rows and not BatchAxis.Shared && input.Shape.Where((dimension, axis) => dimension < 0 && axis != rows).Any());

    /// <summary>How many elements of a request belong to one row; those of shared inputs to none.</summary>
    /// <param name="inputs">Of the request.</param>
    /// <param name="rows">How many rows it has, at least 1.</param>
    public double ElementsPerRow(IReadOnlyList<Tensor> inputs, long rows)
    {
        var elements = 0.0;
        foreach (var input in inputs)
        {
            if (InputAxis(input.Name) == BatchAxis.Shared) continue;
            var product = 1.0;
            foreach (var dimension in input.Shape) product *= dimension;
            elements += product;
        }

        return elements / rows;
    }

    private static int Find(ImmutableArray<BatchAxis> axes, string name)
    {
        foreach (var axis in axes)
        {
            if (axis.Name == name) return axis.Axis;
        }

        return BatchAxis.Shared;
    }
}
