using System.Threading.Channels;

namespace Slipway.Controllers.Autoscaling;

/// <summary>Wakes the autoscaler before its second is over. For any thread; several calls before it looks are one.</summary>
internal sealed class WakeSignal
{
    private readonly Channel<bool> raised = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Raise() => raised.Writer.TryWrite(true);

    /// <summary>Waits until it is raised, or for as long as said.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var timer = time.CreateTimer(_ => enough.Cancel(), null, longest, Timeout.InfiniteTimeSpan);
        Task waiting = raised.Reader.WaitToReadAsync(enough.Token).AsTask();
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        raised.Reader.TryRead(out _);
    }
}
