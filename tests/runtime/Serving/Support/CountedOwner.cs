namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>Memory's owner that counts how often it is given back.</summary>
internal sealed class CountedOwner : IDisposable
{
    private int _returned;

    public int Returned => Volatile.Read(ref _returned);

    public void Dispose() => Interlocked.Increment(ref _returned);
}
