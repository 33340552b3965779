using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.WarmUp;

/// <summary>
/// Made-up inputs. The first dimension, when dynamic, is the batch and becomes 1; all other dynamic dimensions get the same size.
/// Integers are 1 and not 0: some models divide by them, and 1 is a token in every vocabulary.
/// </summary>
internal static class WarmUpInputs
{
    /// <summary>Sizes at which published image, text and sound models accept their inputs, cheapest and likeliest first.</summary>
    private static readonly ImmutableArray<int> Candidates = [32, 64, 224, 256, 512, 1];

    /// <summary>Above this an attempt says more about the machine than about the model.</summary>
    private const long MaxElements = 64 * 1024 * 1024;

    /// <summary>The sizes worth trying; one when nothing but the batch is dynamic.</summary>
    public static IEnumerable<int> Sizes(ModelSignature signature) =>
        HasDynamicShape(signature) ? Candidates.Where(size => signature.Inputs.All(input => Fits(input, size))) : [1];

    /// <summary>Whether a dimension other than the batch is dynamic.</summary>
    public static bool HasDynamicShape(ModelSignature signature) => signature.Inputs.Any(input => input.Shape.Skip(1).Any(dimension => dimension < 0));

    /// <summary>A request whose dynamic dimensions have the given size.</summary>
    public static InferenceRequest Create(ModelSignature signature, int size) => new()
    {
        Inputs = [.. signature.Inputs.Select(input => Create(input, Shape(input, size)))],
    };

    private static bool Fits(TensorSpec input, int size)
    {
        var elements = 1.0;
        foreach (var dimension in Shape(input, size))
            elements *= dimension;
        return elements <= MaxElements;
    }

    private static ImmutableArray<long> Shape(TensorSpec input, int size) =>
        [.. input.Shape.Select((dimension, axis) => dimension >= 0 ? dimension : axis == 0 ? 1 : size)];

    private static Tensor Create(TensorSpec input, ImmutableArray<long> shape)
    {
        var elements = checked((int)shape.Aggregate(1L, (product, dimension) => product * dimension));
        if (input.Datatype == TensorDatatype.Bytes)
            return Cleared(input, shape, elements * sizeof(uint));
        var tensor = Cleared(input, shape, elements * input.Datatype.ElementSize());
        switch (input.Datatype)
        {
            case TensorDatatype.Bool or TensorDatatype.Uint8 or TensorDatatype.Int8:
                tensor.Data.Span.Fill(1);
                break;
            case TensorDatatype.Uint16 or TensorDatatype.Int16:
                MemoryMarshal.Cast<byte, ushort>(tensor.Data.Span).Fill(1);
                break;
            case TensorDatatype.Uint32 or TensorDatatype.Int32:
                MemoryMarshal.Cast<byte, uint>(tensor.Data.Span).Fill(1);
                break;
            case TensorDatatype.Uint64 or TensorDatatype.Int64:
                MemoryMarshal.Cast<byte, ulong>(tensor.Data.Span).Fill(1);
                break;
        }

        return tensor;
    }

    private static Tensor Cleared(TensorSpec input, ImmutableArray<long> shape, int bytes)
    {
        var tensor = Tensor.Rent(input.Name, input.Datatype, shape, bytes);
        tensor.Data.Span.Clear();
        return tensor;
    }
}
