namespace Slipway.Runtime.Serving.Batching;

/// <summary>An answer whose memory several requests use; disposed with the last of them. Its maker is the first user.</summary>
internal sealed class SharedResponse(InferenceResponse response) : IDisposable
{
    private int _users = 1;

    /// <summary>The answer to all.</summary>
    public InferenceResponse Response => response;

    /// <summary>Adds a user, who disposes the result once.</summary>
    public IDisposable Lend()
    {
        Interlocked.Increment(ref _users);
        return this;
    }

    /// <summary>A user is done.</summary>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _users) == 0) response.Dispose();
    }
}
