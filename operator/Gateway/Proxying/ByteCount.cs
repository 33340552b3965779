namespace Slipway.Gateway.Proxying;

/// <summary>How many bytes have gone by; right also when copying them ends with an error.</summary>
internal sealed class ByteCount
{
    public long Value { get; private set; }

    public void Add(int bytes) => Value += bytes;
}
