using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Slipway.Runtime.Serving;
using Tensor = Slipway.Runtime.Serving.Tensor;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>The inputs of one run as ONNX Runtime takes them: over the tensors' own memory, which stays pinned until disposal.</summary>
internal sealed unsafe class BoundInputs : IDisposable
{
    private readonly string[] _names;
    private readonly OrtValue?[] _values;
    private readonly MemoryHandle[] _pins;
    private readonly int[] _byteLengths;

    /// <param name="count">How many inputs there is room for.</param>
    public BoundInputs(int count)
    {
        (_names, _values, _pins) = (new string[count], new OrtValue?[count], new MemoryHandle[count]);
        _byteLengths = new int[count];
    }

    /// <summary>The inputs' names.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The inputs' values, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyCollection<OrtValue> Values => _values!;

    /// <summary>Binds as many tensors as there is room for; what was bound before has been disposed.</summary>
    public void Bind(IReadOnlyList<Tensor> tensors)
    {
        for (var index = 0; index < _names.Length; index++)
        {
            (_names[index], _byteLengths[index]) = (tensors[index].Name, tensors[index].ByteLength);
            _values[index] = tensors[index].Datatype == TensorDatatype.Bytes ? Strings(tensors[index]) : Numbers(tensors[index], index);
        }
    }

    /// <summary>Whether data begins in the memory of an input: ONNX Runtime answers an input that is also an output with itself.</summary>
    public bool Hold(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
            return false;
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(data));
        for (var index = 0; index < _pins.Length; index++)
        {
            var pinned = (nint)_pins[index].Pointer;
            if (pinned != 0 && start >= pinned && start - pinned < _byteLengths[index])
                return true;
        }

        return false;
    }

    /// <summary>Lets go of what is bound; other tensors may be bound then.</summary>
    public void Dispose()
    {
        foreach (var value in _values)
            value?.Dispose();
        Array.Clear(_values);
        foreach (ref var pin in _pins.AsSpan())
            pin.Dispose();
    }

    private static OrtValue Strings(Tensor tensor)
    {
        var value = OrtValue.CreateTensorWithEmptyStrings(OrtAllocator.DefaultInstance, Shape(tensor));
        try
        {
            var elements = new StringElements(tensor.Data.Span);
            for (var index = 0; elements.MoveNext(); index++)
                value.StringTensorSetElementAt(elements.Current, index);
            return value;
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    private static long[] Shape(Tensor tensor) => ImmutableCollectionsMarshal.AsArray(tensor.Shape) ?? [];

    private OrtValue Numbers(Tensor tensor, int index)
    {
        _pins[index] = tensor.Data.Pin();
        return OrtValue.CreateTensorValueWithData(
            OrtMemoryInfo.DefaultInstance,
            (TensorElementType)OnnxTypes.ElementType(tensor.Datatype),
            Shape(tensor),
            (nint)_pins[index].Pointer,
            tensor.ByteLength);
    }
}
