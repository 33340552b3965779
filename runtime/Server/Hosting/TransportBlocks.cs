using System.Buffers;
using Microsoft.AspNetCore.Connections;

namespace Slipway.Runtime.Server.Hosting;

/// <summary>
/// The web server's buffers: blocks of 32 KiB of the pool that bodies come from as well, instead of its own of 4 KiB. A picture of 110 kB
/// comes in by a few reads instead of dozens; a connection has blocks only while there is something in them.
/// </summary>
internal sealed class TransportBlocks : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    public const int BlockBytes = 32 * 1024;

    public override int MaxBufferSize => Shared.MaxBufferSize;

    /// <summary>The same for all connections: what is kept is kept by the pool behind it.</summary>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <param name="minBufferSize">In bytes; what is returned has at least <see cref="BlockBytes"/>.</param>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => Shared.Rent(Math.Max(minBufferSize, BlockBytes));

    // A listener that ends disposes of it, and must not take it from the others.
    protected override void Dispose(bool disposing)
    {
    }
}
