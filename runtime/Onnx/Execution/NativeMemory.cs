using System.Buffers;

namespace Slipway.Runtime.Onnx.Execution;

/// <summary>Memory that ONNX Runtime owns, seen as <see cref="Memory{T}"/> without a copy.</summary>
internal sealed unsafe class NativeMemory(byte* start, int length) : MemoryManager<byte>
{
    /// <inheritdoc/>
    public override Span<byte> GetSpan() => new(start, length);

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0) => new(start + elementIndex);

    /// <inheritdoc/>
    public override void Unpin()
    {
        // Native memory does not move.
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The OrtValue owns the memory.
    }
}
