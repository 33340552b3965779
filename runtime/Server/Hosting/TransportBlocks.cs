using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>
/// The web server's buffers: blocks of 32 KiB instead of its own of 4 KiB, so that a picture of 110 kB comes in by a few reads instead of
/// dozens. A connection has blocks only while there is something in them. The framework's shared pool keeps too few of them for many
/// connections.
/// </summary>
internal sealed class TransportBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    public const int BlockBytes = 32 * 1024;

    /// <summary>32 MiB; what is given back beyond that is left to the collector.</summary>
    private const int MostKept = 1024;

    private readonly ConcurrentQueue<Block> _kept = new();

    public override int MaxBufferSize => BlockBytes;

    /// <summary>The same for all connections.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <param name="minBufferSize">At most <see cref="BlockBytes"/>, which is what is returned.</param>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockBytes);
        return _kept.TryDequeue(out var block) ? block : new Block(_kept);
    }

    // A listener that ends disposes of it, and must not take it from the others.
    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Block(ConcurrentQueue<Block> kept) : IMemoryOwner<byte>
    {
        // Pinned, so that the collector need not work around it while the kernel fills it.
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockBytes, pinned: true);

        public void Dispose()
        {
            if (kept.Count < MostKept) kept.Enqueue(this);
        }
    }
}
