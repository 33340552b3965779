using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Slipway.Gateway.Hosting;

/// <summary>
/// The web server's buffers: blocks of 32 KiB instead of its own 4 KiB, so that a body of 1 MiB comes in by some forty reads instead of
/// hundreds. A connection has blocks only while there is something in them. What is given back is kept, up to 64 MiB.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    public const int BlockBytes = 32 * 1024;

    private const int MostKept = 64 * 1024 * 1024 / BlockBytes;

    private readonly ConcurrentQueue<Block> blocks = new();
    private int kept;

    public override int MaxBufferSize => BlockBytes;

    /// <summary>The same for all: listeners and connections share what is kept.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <param name="minBufferSize">At most <see cref="BlockBytes"/>; what is returned always has that many.</param>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (!blocks.TryDequeue(out var block))
            return new Block(this);
        Interlocked.Decrement(ref kept);
        return block;
    }

    // Whoever made it disposes of it at the end; a listener that ends must not take it from the others.
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        if (Interlocked.Increment(ref kept) <= MostKept)
            blocks.Enqueue(block);
        else
            Interlocked.Decrement(ref kept);
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        // Pinned, so that the collector need not work around it while the kernel fills it.
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Dispose() => pool.Return(this);
    }
}
