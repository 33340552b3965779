namespace Slipway.Gateway.Pools;

/// <summary>A request that waits for a replica.</summary>
internal sealed class Waiter(Entry entry, DateTimeOffset since)
{
    private readonly TaskCompletionSource<Admission> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public long BodyBytes { get; } = entry.BodyBytes;

    /// <summary>Whether it asks for this version by name.</summary>
    public bool IsNamed { get; } = entry.IsNamed;

    public DateTimeOffset Since { get; } = since;

    /// <summary>The replica that failed it before; null: none did.</summary>
    public PooledEndpoint? Avoid { get; } = entry.Avoid;

    public Task<Admission> Task => completion.Task;

    public void Complete(Admission admission) => completion.TrySetResult(admission);

    public void Cancel(CancellationToken cancellationToken) => completion.TrySetCanceled(cancellationToken);
}
