using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>
/// The web server's buffers: blocks of 32 KiB instead of its own of 4 KiB, so that a picture of 110 kB comes in by a few reads instead of
/// dozens. A connection has blocks only while there is something in them. The framework's shared pool keeps too few of them for many
/// connections, and hands out the one that has rested longest; here it is the one that the thread gave back last, which lies in its cache.
/// </summary>
internal sealed class TransportBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    public const int BlockBytes = 32 * 1024;

    /// <summary>32 MiB; what is given back beyond that is left to the collector.</summary>
    private const int MostKept = 1024;

    private readonly ConcurrentBag<Block> _kept = [];
    private int _keptCount;

    public override int MaxBufferSize => BlockBytes;

    /// <summary>The same for all connections.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <param name="minBufferSize">At most <see cref="BlockBytes"/>, which is what is returned.</param>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        if (!_kept.TryTake(out var block)) return new Block(this);
        Interlocked.Decrement(ref _keptCount);
        return block;
    }

    // A listener that ends disposes of it, and must not take it from the others.
    protected override void Dispose(bool disposing)
    {
    }

    private void Return(Block block)
    {
        // The bag's own count would look at what each thread holds.
        if (Interlocked.Increment(ref _keptCount) <= MostKept) _kept.Add(block);
        else Interlocked.Decrement(ref _keptCount);
    }

    private sealed class Block(TransportBlocks pool) : IMemoryOwner<byte>
    {
        // Pinned, so that the collector need not work around it while the kernel fills it.
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Dispose() => pool.Return(this);
    }
}
