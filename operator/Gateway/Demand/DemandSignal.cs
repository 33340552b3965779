namespace Slipway.Gateway.Demand;

/// <summary>Tells those who report that there is something to say at once.</summary>
internal sealed class DemandSignal
{
    private TaskCompletionSource raised = New();

    /// <summary>Ends with the next <see cref="Raise"/>; ask for it before looking at what it is about.</summary>
    public Task Next => Volatile.Read(ref raised).Task;

    public void Raise() => Interlocked.Exchange(ref raised, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
