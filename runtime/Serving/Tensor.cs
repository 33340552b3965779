using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving;

/// <summary>
/// A named array of elements in row-major order, in the machine's (little-endian) byte order.
/// <para>
/// Ownership: whoever holds a tensor disposes it, once; disposing gives the memory back, and <see cref="Data"/> must not be
/// touched afterwards. Handing a tensor to a request or a response hands over that duty.
/// </para>
/// </summary>
public sealed class Tensor : IDisposable
{
    private readonly int _length;
    private readonly Memory<byte> _memory;
    private IDisposable? _owner;
    private bool _disposed;

    private Tensor(string name, TensorDatatype datatype, ImmutableArray<long> shape, Memory<byte> memory, IDisposable? owner)
    {
        Name = name;
        Datatype = datatype;
        Shape = shape;
        _memory = memory;
        _length = memory.Length;
        _owner = owner;
    }

    /// <summary>The name of the input or output this is for.</summary>
    public string Name { get; }

    /// <summary>The type of the elements.</summary>
    public TensorDatatype Datatype { get; }

    /// <summary>The dimensions, none negative; empty is a scalar.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>The length of <see cref="Data"/>, in bytes; may still be read after disposing.</summary>
    public int ByteLength => _length;

    /// <summary>
    /// The elements; for <see cref="TensorDatatype.Bytes"/>, length-prefixed one after another.
    /// Aligned to the size of an element, at most 8 bytes.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The memory was given back.</exception>
    public Memory<byte> Data
    {
        get
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _memory;
        }
    }

    /// <summary>How many elements the shape holds: the product of its dimensions, 1 for a scalar.</summary>
    public long ElementCount
    {
        get
        {
            var count = 1L;
            foreach (var dimension in Shape) count = checked(count * dimension);
            return count;
        }
    }

    /// <summary>A tensor in memory from the shared pool, not cleared; disposing returns it to the pool.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="datatype">See <see cref="Datatype"/>.</param>
    /// <param name="shape">See <see cref="Shape"/>.</param>
    /// <param name="byteLength">The length of the elements in bytes.</param>
    public static Tensor Rent(string name, TensorDatatype datatype, ImmutableArray<long> shape, int byteLength)
    {
        var owner = MemoryPool<byte>.Shared.Rent(Math.Max(byteLength, 1));
        return new Tensor(name, datatype, shape, owner.Memory[..byteLength], owner);
    }

    /// <summary>A tensor over memory that belongs to someone else, without a copy.</summary>
    /// <param name="name">See <see cref="Name"/>.</param>
    /// <param name="datatype">See <see cref="Datatype"/>.</param>
    /// <param name="shape">See <see cref="Shape"/>.</param>
    /// <param name="data">The elements; must stay valid until <paramref name="owner"/> is disposed.</param>
    /// <param name="owner">Disposed with the tensor; null when the memory needs no giving back.</param>
    public static Tensor Borrow(
        string name, TensorDatatype datatype, ImmutableArray<long> shape, Memory<byte> data, IDisposable? owner = null) =>
        new(name, datatype, shape, data, owner);

    /// <summary>A tensor that holds a copy of <paramref name="values"/>.</summary>
    /// <typeparam name="T">An unmanaged type of the size of an element.</typeparam>
    public static Tensor From<T>(string name, TensorDatatype datatype, ImmutableArray<long> shape, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(values);
        var tensor = Rent(name, datatype, shape, bytes.Length);
        bytes.CopyTo(tensor.Data.Span);
        return tensor;
    }

    /// <summary>The elements as <typeparamref name="T"/>; the caller vouches that it fits <see cref="Datatype"/>.</summary>
    public Span<T> As<T>()
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(Data.Span);

    /// <summary>Gives the memory back. A second call does nothing.</summary>
    public void Dispose()
    {
        _disposed = true;
        Interlocked.Exchange(ref _owner, null)?.Dispose();
    }
}
