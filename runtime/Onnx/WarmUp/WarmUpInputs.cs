using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Batching;

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
    /// The sizes worth trying. The rows, most often the first dimension when it is dynamic, are tried at 1 first, with each size of the
    /// other dynamic dimensions; then each size for all of them. Empty when even the smallest inputs are too large.
    /// </summary>
    public static IEnumerable<WarmUpSize> Sizes(ModelSignature signature, BatchLayout? layout = null)
    {
        var batch = Has(signature, (input, axis) => axis == RowAxis(input, layout));
        var others = Has(signature, (input, axis) => axis != RowAxis(input, layout));
        var one = (others ? Candidates : [1]).Select(size => new WarmUpSize(1, size)).Where(size => Fit(signature, size, layout, MaxElements));
        var many = (batch ? Candidates : []).Select(size => new WarmUpSize(size, size)).Where(size => Fit(signature, size, layout, MaxElementsOfRows));
        return one.Concat(many).Distinct();
    }

    /// <summary>Whether any dimension is dynamic, so that its size is guessed.</summary>
    public static bool HasDynamicShape(ModelSignature signature) => Has(signature, (_, _) => true);

    /// <summary>A request whose dynamic dimensions have the given size.</summary>
    /// <param name="signature">What the model takes.</param>
    /// <param name="size">The sizes.</param>
    /// <param name="layout">Where rows are; null: guessed to be the first dimension.</param>
    /// <param name="seed">0: floats are zeros; else they are small numbers, others for another seed.</param>
    public static InferenceRequest Create(ModelSignature signature, WarmUpSize size, BatchLayout? layout = null, int seed = 0)
    {
        var request = new InferenceRequest { Inputs = [.. signature.Inputs.Select(input => Create(input, Shape(input, size, layout)))] };
        if (seed == 0) return request;
        var random = new Random(seed);
        foreach (var input in request.Inputs.Where(input => input.Datatype == TensorDatatype.Fp32 && layout?.InputAxis(input.Name) != BatchAxis.Shared))
        {
            foreach (ref var value in input.As<float>()) value = random.NextSingle() - 0.5f;
        }

        return request;
    }

    private static int RowAxis(TensorSpec input, BatchLayout? layout) => layout?.InputAxis(input.Name) ?? 0;

    private static bool Has(ModelSignature signature, Func<TensorSpec, int, bool> isMeant) =>
        signature.Inputs.Any(input => input.Shape.Where((dimension, axis) => dimension < 0 && isMeant(input, axis)).Any());

    private static bool Fit(ModelSignature signature, WarmUpSize size, BatchLayout? layout, long maxElements) =>
        signature.Inputs.All(input => Shape(input, size, layout).Aggregate(1.0, (product, dimension) => product * dimension) <= maxElements);

    private static ImmutableArray<long> Shape(TensorSpec input, WarmUpSize size, BatchLayout? layout)
    {
        var rows = RowAxis(input, layout);
        return [.. input.Shape.Select((dimension, axis) => dimension >= 0 ? dimension : axis == rows ? size.First : size.Others)];
    }

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
