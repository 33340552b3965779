namespace Slipway.Gateway.Access;

/// <summary>A request's place among those that its caller may have under way. Given back once, whatever becomes of the limits meanwhile.</summary>
internal sealed class CallerPermit(CallerLimits limits, string consumer) : IDisposable
{
    private CallerLimits? limits = limits;

    public void Dispose() => Interlocked.Exchange(ref limits, null)?.Leave(consumer);
}
