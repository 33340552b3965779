namespace Slipway.Runtime.Protocol.Tests;

/// <summary>Memory's owner that counts how often it is given back.</summary>
internal sealed class CountedOwner : IDisposable
{
    public int Returned { get; private set; }

    public void Dispose() => Returned++;
}
