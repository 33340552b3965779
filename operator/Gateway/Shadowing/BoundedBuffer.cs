namespace Slipway.Gateway.Shadowing;

/// <summary>Bytes that come piece by piece, up to a limit of their own and to what the lease may take.</summary>
internal sealed class BoundedBuffer(ShadowLease lease, int maxBytes)
{
    private const int First = 4 * 1024;

    private byte[] buffer = [];
    private int length;

    /// <summary>Why there is not all of it; null: there is.</summary>
    public DropCause? Lack { get; private set; }

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    /// <summary>Keeps a piece; false, from then on: it is too much.</summary>
    public bool TryAdd(ReadOnlySpan<byte> piece)
    {
        if (Lack is null && piece.Length > maxBytes - length)
            Lack = DropCause.TooLarge;
        if (Lack is not null || !TryGrow(length + piece.Length))
            return false;
        piece.CopyTo(buffer.AsSpan(length));
        length += piece.Length;
        return true;
    }

    private bool TryGrow(int needed)
    {
        if (needed <= buffer.Length)
            return true;
        var larger = Math.Min(maxBytes, Math.Max(needed, Math.Max(First, buffer.Length * 2)));
        if (!lease.TryTakeBytes(larger - buffer.Length))
        {
            Lack = DropCause.TooManyBytes;
            return false;
        }
        Array.Resize(ref buffer, larger);
        return true;
    }
}
