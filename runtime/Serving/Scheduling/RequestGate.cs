namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>A bounded number of slots with a bounded queue before them; first come, first served.</summary>
internal sealed class RequestGate(int maxRunning, int maxWaiting)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource<GateOutcome>> _queue = [];
    private TaskCompletionSource? _idle;
    private int _running;
    private bool _stopped;

    public int Waiting
    {
        get
        {
            lock (_lock) return _queue.Count;
        }
    }

    public int Running
    {
        get
        {
            lock (_lock) return _running;
        }
    }

    /// <summary>Takes a slot, at once when one is free, else after those who came earlier.</summary>
    public ValueTask<GateOutcome> EnterAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_stopped) return ValueTask.FromResult(GateOutcome.Stopped);
            if (cancellationToken.IsCancellationRequested) return ValueTask.FromResult(GateOutcome.Cancelled);
            if (_running < maxRunning)
            {
                _running++;
                return ValueTask.FromResult(GateOutcome.Entered);
            }

            if (_queue.Count >= maxWaiting) return ValueTask.FromResult(GateOutcome.Full);
            return new ValueTask<GateOutcome>(WaitAsync(_queue.AddLast(NewWaiter()), cancellationToken));
        }
    }

    /// <summary>Gives a slot back, to the first in the queue if there is one.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_queue.First is { } next)
            {
                _queue.RemoveFirst();
                next.Value.SetResult(GateOutcome.Entered);
                return;
            }

            _running--;
            SignalIfIdleUnderLock();
        }
    }

    /// <summary>Closes the gate: those who wait, and those who come, are turned away. Slots in use stay in use.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            foreach (var waiter in _queue) waiter.SetResult(GateOutcome.Stopped);
            _queue.Clear();
            SignalIfIdleUnderLock();
        }
    }

    /// <summary>Waits until no slot is in use and nobody waits.</summary>
    public Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_running == 0 && _queue.Count == 0) return Task.CompletedTask;
            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task.WaitAsync(cancellationToken);
        }
    }

    private static TaskCompletionSource<GateOutcome> NewWaiter() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task<GateOutcome> WaitAsync(
        LinkedListNode<TaskCompletionSource<GateOutcome>> node, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(
            static (state, _) =>
            {
                var (gate, node) = ((RequestGate, LinkedListNode<TaskCompletionSource<GateOutcome>>))state!;
                gate.GiveUp(node);
            },
            (this, node));
        return await node.Value.Task;
    }

    private void GiveUp(LinkedListNode<TaskCompletionSource<GateOutcome>> node)
    {
        lock (_lock)
        {
            // No longer in the list: a slot or the stop came first.
            if (node.List is null) return;
            _queue.Remove(node);
            node.Value.SetResult(GateOutcome.Cancelled);
            SignalIfIdleUnderLock();
        }
    }

    private void SignalIfIdleUnderLock()
    {
        if (_running > 0 || _queue.Count > 0) return;
        _idle?.SetResult();
        _idle = null;
    }
}
