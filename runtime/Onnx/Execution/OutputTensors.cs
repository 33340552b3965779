using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Onnx.Inspection;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>Turns what ONNX Runtime answers into tensors. Numbers stay where they are; the tensor then owns the value.</summary>
internal static class OutputTensors
{
    /// <summary>Takes over all values.</summary>
    /// <param name="names">The outputs' names.</param>
    /// <param name="values">The outputs' values, in the order of <paramref name="names"/>.</param>
    /// <param name="inputs">The inputs of the same run: an output that lies in their memory is copied out of it, since they end first.</param>
    /// <exception cref="NotSupportedException">An output is no tensor, or larger than 2 GiB.</exception>
    public static IReadOnlyList<Tensor> Take(IReadOnlyList<string> names, IReadOnlyList<OrtValue> values, BoundInputs inputs)
    {
        var tensors = new List<Tensor>(values.Count);
        try
        {
            for (var index = 0; index < values.Count; index++)
                tensors.Add(Take(names[index], values[index], inputs));
            return tensors;
        }
        catch
        {
            foreach (var tensor in tensors)
                tensor.Dispose();
            foreach (var value in values.Skip(tensors.Count))
                value.Dispose();
            throw;
        }
    }

    private static Tensor Take(string name, OrtValue value, BoundInputs inputs)
    {
        if (!value.IsTensor)
            throw new NotSupportedException($"Output '{name}' is no tensor.");
        var type = value.GetTensorTypeAndShape();
        if (ElementTypes.Datatype((int)type.ElementDataType) is not { } datatype)
            throw new NotSupportedException($"Output '{name}' has elements of type {type.ElementDataType}, which the protocol cannot carry.");
        var shape = ImmutableCollectionsMarshal.AsImmutableArray(type.Shape);
        if (datatype == TensorDatatype.Bytes)
            return TakeStrings(name, value, shape, checked((int)type.ElementCount));
        if (value.GetTensorSizeInBytes() > int.MaxValue)
            throw new NotSupportedException($"Output '{name}' is larger than 2 GiB.");
        var data = OnnxTypes.Data(value, datatype);
        return inputs.Hold(data) ? Copy(name, datatype, shape, data, value) : Tensor.Borrow(name, datatype, shape, InPlace(data), value);
    }

    private static unsafe Memory<byte> InPlace(Span<byte> data) =>
        data.IsEmpty ? Memory<byte>.Empty : new NativeMemory((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(data)), data.Length).Memory;

    private static Tensor Copy(string name, TensorDatatype datatype, ImmutableArray<long> shape, ReadOnlySpan<byte> data, OrtValue value)
    {
        var tensor = Tensor.From(name, datatype, shape, data);
        value.Dispose();
        return tensor;
    }

    private static Tensor TakeStrings(string name, OrtValue value, ImmutableArray<long> shape, int count)
    {
        var length = 0;
        for (var index = 0; index < count; index++)
            length = checked(length + StringElements.PrefixBytes + value.GetStringElementAsSpan(index).Length);
        var tensor = Tensor.Rent(name, TensorDatatype.Bytes, shape, length);
        var target = tensor.Data.Span;
        for (var index = 0; index < count; index++)
        {
            var element = value.GetStringElementAsSpan(index);
            BinaryPrimitives.WriteUInt32LittleEndian(target, (uint)element.Length);
            element.CopyTo(target[StringElements.PrefixBytes..]);
            target = target[(StringElements.PrefixBytes + element.Length)..];
        }

        value.Dispose();
        return tensor;
    }
}
