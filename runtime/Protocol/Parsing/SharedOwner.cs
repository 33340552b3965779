namespace Slipway.Runtime.Protocol.Parsing;

/// <summary>Memory with several users: given back when the last of them is done. Starts with one user, its maker.</summary>
internal sealed class SharedOwner(IDisposable? inner) : IDisposable
{
    private int _users = 1;

    /// <summary>Adds a user, who is done when it disposes the result, once.</summary>
    public IDisposable Share()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>A user is done, or the maker.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0) inner?.Dispose();
    }
}
