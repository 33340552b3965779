using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.WarmUp;

/// <summary>
/// Made-up inputs. Integers are 1 and not 0: some models divide by them, and 1 is a token in every vocabulary; text is "1", since some
/// models read numbers from it.
/// </summary>
internal static class WarmUpInputs
{
    /// <summary>Sizes at which published image, text and sound models accept their inputs, cheapest and likeliest first.</summary>
    private static readonly ImmutableArray<int> Candidates = [32, 64, 224, 256, 512, 1];

    /// <summary>Above this an attempt says more about the machine than about the model.</summary>
    private const long MaxElements = 64 * 1024 * 1024;

    /// <summary>The same for attempts with many rows, which cost as many times more inside the model.</summary>
    private const long MaxElementsOfRows = 1024 * 1024;

    /// <summary>
    /// The sizes worth trying. The first dimension, when dynamic, is most often the batch: 1 is tried first, with each size of the other
    /// dynamic dimensions; then each size for all of them. Empty when even the smallest inputs are too large.
    /// </summary>
    public static IEnumerable<WarmUpSize> Sizes(ModelSignature signature)
    {
        var batch = Has(signature, axis => axis == 0);
        var others = Has(signature, axis => axis > 0);
        var one = (others ? Candidates : [1]).Select(size => new WarmUpSize(1, size)).Where(size => Fit(signature, size, MaxElements));
        var many = (batch ? Candidates : []).Select(size => new WarmUpSize(size, size)).Where(size => Fit(signature, size, MaxElementsOfRows));
        return one.Concat(many).Distinct();
    }

    /// <summary>Whether any dimension is dynamic, so that its size is guessed.</summary>
    public static bool HasDynamicShape(ModelSignature signature) => Has(signature, _ => true);

    /// <summary>A request whose dynamic dimensions have the given size.</summary>
    public static InferenceRequest Create(ModelSignature signature, WarmUpSize size) => new()
    {
        Inputs = [.. signature.Inputs.Select(input => Create(input, Shape(input, size)))],
    };

    private static bool Has(ModelSignature signature, Func<int, bool> isMeant) =>
        signature.Inputs.Any(input => input.Shape.Where((dimension, axis) => dimension < 0 && isMeant(axis)).Any());

    private static bool Fit(ModelSignature signature, WarmUpSize size, long maxElements) =>
        signature.Inputs.All(input => Shape(input, size).Aggregate(1.0, (product, dimension) => product * dimension) <= maxElements);

    private static ImmutableArray<long> Shape(TensorSpec input, WarmUpSize size) =>
        [.. input.Shape.Select((dimension, axis) => dimension >= 0 ? dimension : axis == 0 ? size.First : size.Others)];

    private static Tensor Create(TensorSpec input, ImmutableArray<long> shape)
    {
        var elements = checked((int)shape.Aggregate(1L, (product, dimension) => product * dimension));
        if (input.Datatype == TensorDatatype.Bytes)
            return Ones(input, shape, elements);
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

    private static Tensor Ones(TensorSpec input, ImmutableArray<long> shape, int elements)
    {
        ReadOnlySpan<byte> one = [1, 0, 0, 0, (byte)'1'];
        var tensor = Tensor.Rent(input.Name, input.Datatype, shape, checked(elements * one.Length));
        for (var data = tensor.Data.Span; !data.IsEmpty; data = data[one.Length..])
            one.CopyTo(data);
        return tensor;
    }

    private static Tensor Cleared(TensorSpec input, ImmutableArray<long> shape, int bytes)
    {
        var tensor = Tensor.Rent(input.Name, input.Datatype, shape, bytes);
        tensor.Data.Span.Clear();
        return tensor;
    }
}
