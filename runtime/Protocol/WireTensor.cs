using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>
/// A tensor as the wire knows it: elements in row-major order, little-endian, BYTES elements length-prefixed (unsigned 32 bits).
/// Whoever holds it disposes it, once; a server may make it the owner of another tensor over the same <see cref="Data"/>.
/// </summary>
public sealed class WireTensor(
    string name, WireDatatype datatype, ImmutableArray<long> shape, Memory<byte> data, IDisposable? owner = null) : IDisposable
{
    private IDisposable? _owner = owner;

    /// <summary>The name of the input or output.</summary>
    public string Name { get; } = name;

    /// <summary>The type of the elements.</summary>
    public WireDatatype Datatype { get; } = datatype;

    /// <summary>The dimensions, none negative; empty is a scalar.</summary>
    public ImmutableArray<long> Shape { get; } = shape;

    /// <summary>The elements, aligned to their size when it came from a parser; valid until disposed.</summary>
    public Memory<byte> Data { get; } = data;

    /// <summary>Gives the memory back. A second call does nothing.</summary>
    public void Dispose() => Interlocked.Exchange(ref _owner, null)?.Dispose();
}
