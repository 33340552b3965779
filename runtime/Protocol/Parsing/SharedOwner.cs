namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Memory with several users: given back when the last of them is done. Starts with one user, its maker.</summary>
internal sealed class SharedOwner(IDisposable? inner)
{
    private int _users = 1;

    /// <summary>Adds a user, who is done when it disposes the result.</summary>
    public IDisposable Share()
    {
        Interlocked.Increment(ref _users);
        return new User(this);
    }

    /// <summary>The maker is done.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0) inner?.Dispose();
    }

    /// <summary>A tensor disposes its owner once, so this need not count.</summary>
    private sealed class User(SharedOwner owner) : IDisposable
    {
        public void Dispose() => owner.Release();
    }
}
