using System.Buffers;

namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Memory from the shared pool for one tensor.</summary>
internal static class PooledBytes
{
    public static IMemoryOwner<byte> Rent(int length) => MemoryPool<byte>.Shared.Rent(Math.Max(length, 1));
}
