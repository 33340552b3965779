namespace Slipway.Gateway.Pools;

/// <summary>A request that waits for a replica.</summary>
internal sealed class Waiter(long bodyBytes, DateTimeOffset since, PooledEndpoint? avoid)
{
    private readonly TaskCompletionSource<Admission> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long BodyBytes { get; } = bodyBytes;

    public DateTimeOffset Since { get; } = since;

    /// <summary>The replica that failed it before; null: none did.</summary>
    public PooledEndpoint? Avoid { get; } = avoid;

    public Task<Admission> Task => completion.Task;

    public void Complete(Admission admission) => completion.TrySetResult(admission);

    public void Cancel(CancellationToken cancellationToken) => completion.TrySetCanceled(cancellationToken);
}
