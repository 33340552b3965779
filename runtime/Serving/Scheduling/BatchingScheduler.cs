using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>
/// Puts requests together and runs them. A run begins when a slot is free and its requests are as many as fit, or have waited long
/// enough; until a slot takes them, more may join. See README.md.
/// </summary>
public sealed class BatchingScheduler : IRequestScheduler
{
    /// <summary>Longer runs are never on the caller's thread, which must be free to give up on them in time.</summary>
    private static readonly TimeSpan QuickRun = TimeSpan.FromMilliseconds(5);

    /// <summary>After longer runs the same thread goes on with the next one: little would join until another is awake.</summary>
    private static readonly TimeSpan LongRun = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly RequestIntake _intake;
    private readonly SchedulerOptions _options;
    private readonly BatchPlan _plan;
    private readonly WaitingRequests _waiting;
    private readonly BatchRunner _runner;
    private readonly BatchSizes _sizes;
    private readonly RunSlots _slots;
    private readonly Alarm _alarm;
    private TimeSpan _lastRun = TimeSpan.MaxValue;
    private bool _stopped;
    private TaskCompletionSource? _whenIdle;

    /// <param name="backend">Runs up to <see cref="SchedulerOptions.ConcurrentRuns"/> at once.</param>
    /// <param name="plan">What runs together.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock of all deadlines.</param>
    /// <param name="observer">Told of every run; may be null.</param>
    public BatchingScheduler(IModelBackend backend, BatchPlan plan, SchedulerOptions options, TimeProvider time, IRunObserver? observer = null)
    {
        (_time, _options, _plan) = (time, options, plan);
        _intake = new RequestIntake(plan, options, time);
        _waiting = new WaitingRequests(plan.Layout, plan.MaxBatchSize, RequestIntake.Ticks(plan.MaxQueueDelay, time));
        _sizes = new BatchSizes(plan);
        _runner = new BatchRunner(backend, plan.Layout, observer);
        _slots = new RunSlots(options.ConcurrentRuns, Execute);
        _alarm = new Alarm(time, OnAlarm);
    }

    /// <inheritdoc/>
    public int ConcurrentRuns => _slots.Count;

    /// <inheritdoc/>
    public SchedulerSnapshot Snapshot
    {
        get
        {
            lock (_lock)
            {
                TimeSpan? overdue = _slots.OverdueSince is { } since ? _time.GetElapsedTime(since) : null;
                return new SchedulerSnapshot(_waiting.Count, _slots.Members.Count(), overdue);
            }
        }
    }

    /// <inheritdoc/>
    public Capacity? Capacity
    {
        get
        {
            lock (_lock) return _sizes.Capacity(_slots.Count);
        }
    }

    /// <inheritdoc/>
    public ValueTask<InferenceResult> SubmitAsync(InferenceRequest request, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            request.Dispose();
            return ValueTask.FromCanceled<InferenceResult>(cancellationToken);
        }

        var pending = _intake.Take(request, out var refusal);
        var admission = pending is null ? new Admission(refusal) : Admit(pending);
        if (admission.Refusal is { } failure)
        {
            request.Dispose();
            return ValueTask.FromResult(InferenceResult.Failed(failure));
        }

        if (cancellationToken.CanBeCanceled) pending!.Watch(ClientGone, cancellationToken);
        // Where nothing that could join is on its way, waking another thread would take as long as a small model runs.
        if (admission.IsQuick && ThreadPool.PendingWorkItemCount == 0) _ = ExecuteAsync(admission.Slot!, mayStay: false);
        else Start(admission.Slot);
        return pending!.Task;
    }

    /// <inheritdoc/>
    public Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (IsIdleUnderLock) return Task.CompletedTask;
            _whenIdle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _whenIdle.Task.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<PendingRequest> turnedAway = [];
        lock (_lock)
        {
            _stopped = true;
            _waiting.RemoveWhere(_ => true, turnedAway);
            turnedAway.AddRange(_slots.Members);
        }

        foreach (var request in turnedAway) Abandon(request, Failure.Stopping);
        lock (_lock) SignalIfIdleUnderLock();
        await WhenIdleAsync(CancellationToken.None);
        _alarm.Dispose();
        _slots.Dispose();
    }

    private bool IsIdleUnderLock => _waiting.Count == 0 && _slots.AreIdle;

    private Admission Admit(PendingRequest request)
    {
        lock (_lock)
        {
            if (_stopped) return new Admission(Failure.Stopping);
            var open = (_slots.Idle + _slots.Starting) * (long)_plan.MaxBatchSize;
            if (_waiting.Count >= _options.MaxQueueLength + open) return new Admission(Failure.QueueFull);
            if (request.Hash is not null) request.BatchSize = _sizes.For(request.Request.Inputs, request.Rows);
            _waiting.Add(request);
            var slot = ArmUnderLock(request.ArrivedAt);
            _alarm.SetAtMost(Math.Min(request.LeaveAt, NextStartUnderLock(request.ArrivedAt)));
            var isAlone = slot is not null && _slots.Idle == _slots.Count - 1;
            return new Admission(Refusal: null, slot, IsQuick: isAlone && _lastRun <= QuickRun);
        }
    }

    /// <summary>Takes an idle slot when a run may begin that those which are starting will not take.</summary>
    private RunSlot? ArmUnderLock(long now)
    {
        if (_slots.Idle == 0 || _waiting.Rows <= _slots.Starting * (long)_plan.MaxBatchSize || !_waiting.HasNext(now)) return null;
        return _slots.Take();
    }

    /// <summary>When the clock alone lets a run begin; <see cref="long.MaxValue"/>: never. What may begin now has been seen to.</summary>
    private long NextStartUnderLock(long now) => _slots.Idle > 0 && _waiting.NextAt > now ? _waiting.NextAt : long.MaxValue;

    // Not on this thread: until a thread is free to run them, more requests may join.
    private static void Start(RunSlot? slot)
    {
        if (slot is not null) ThreadPool.UnsafeQueueUserWorkItem(slot, preferLocal: false);
    }

    // Answers are given to the requests themselves; it never throws.
    private void Execute(RunSlot slot) => _ = ExecuteAsync(slot, mayStay: true);

    private async Task ExecuteAsync(RunSlot slot, bool mayStay)
    {
        var (next, took) = await RunAsync(slot);
        while (mayStay && took > LongRun && next is { } again) (next, took) = await RunAsync(again);
        Start(next);
    }

    /// <returns>The slot in which the next run is to begin, if there is one, and how long this run took.</returns>
    private async ValueTask<(RunSlot? Next, TimeSpan Took)> RunAsync(RunSlot slot)
    {
        RunSlot? other;
        var now = _time.GetTimestamp();
        lock (_lock)
        {
            _slots.Begin();
            slot.MostRows = _waiting.Take(now, slot.Members);
            slot.Alive = slot.Members.Count;
            slot.BeganAmongItsLike = slot.BatchSize is not null && _slots.Idle == 0 && _slots.AreLike(slot);
            foreach (var member in slot.Members) (member.Slot, member.Queued) = (slot, _time.GetElapsedTime(member.ArrivedAt, now));
            other = ArmUnderLock(now);
            if (slot.Members.Count == 0) ReleaseUnderLock(slot);
            _alarm.SetAtMost(NextStartUnderLock(now));
            foreach (var member in slot.Members) _alarm.SetAtMost(member.DueAt);
        }

        Start(other);
        if (slot.Members.Count == 0) return default;
        await _runner.RunAsync(slot.Members, slot.Termination);
        foreach (var member in slot.Members) member.Request.Dispose();
        lock (_lock)
        {
            var took = _lastRun = _time.GetElapsedTime(now);
            LearnUnderLock(slot, took);
            foreach (var member in slot.Members) member.Slot = null;
            slot.Clear();
            ReleaseUnderLock(slot);
            var ended = _time.GetTimestamp();
            var next = ArmUnderLock(ended);
            _alarm.SetAtMost(NextStartUnderLock(ended));
            return (next, took);
        }
    }

    private void LearnUnderLock(RunSlot slot, TimeSpan took)
    {
        if (!slot.BeganAmongItsLike || slot.TerminatedAt is not null || slot.BatchSize is not { } size || !_slots.AreLike(slot)) return;
        size.Ran(slot.Members.Sum(member => member.Rows), took);
    }

    private void ReleaseUnderLock(RunSlot slot)
    {
        _slots.Release(slot);
        SignalIfIdleUnderLock();
    }

    private void SignalIfIdleUnderLock()
    {
        if (!IsIdleUnderLock) return;
        _whenIdle?.SetResult();
        _whenIdle = null;
    }

    private void ClientGone(object? state, CancellationToken token)
    {
        var request = (PendingRequest)state!;
        if (Leave(request, out _)) request.Throw(new OperationCanceledException(token));
    }

    private void Abandon(PendingRequest request, Failure? failure)
    {
        if (Leave(request, out var wasRunning)) request.Answer(InferenceResult.Failed(failure ?? (wasRunning ? Failure.RunTimedOut : Failure.TimedOut)));
    }

    /// <summary>Takes a request out of the queue, or away from its run, which ends when nobody waits for it any more.</summary>
    /// <returns>Whether the caller must answer it.</returns>
    private bool Leave(PendingRequest request, out bool wasRunning)
    {
        CancellationTokenSource? deserted = null;
        lock (_lock)
        {
            wasRunning = request.Slot is not null;
            if (!request.TryClaim()) return false;
            if (request.Bucket is not null)
            {
                _waiting.Remove(request);
                SignalIfIdleUnderLock();
            }

            if (request.Slot is { } slot && --slot.Alive == 0) deserted = slot.GiveUp(_time.GetTimestamp());
        }

        // What runs is disposed when the run has really ended.
        if (!wasRunning) request.Request.Dispose();
        deserted?.Cancel();
        return true;
    }

    private void OnAlarm()
    {
        List<PendingRequest> due = [];
        RunSlot? slot;
        lock (_lock)
        {
            var now = _time.GetTimestamp();
            _waiting.RemoveWhere(request => request.LeaveAt <= now, due);
            var next = _waiting.FirstLeaveAt();
            foreach (var member in _slots.Members.Where(member => !member.IsClaimed))
            {
                if (member.DueAt <= now) due.Add(member);
                else next = Math.Min(next, member.DueAt);
            }

            slot = ArmUnderLock(now);
            _alarm.Set(Math.Min(next, NextStartUnderLock(now)));
        }

        Start(slot);
        foreach (var request in due) Abandon(request, failure: null);
        lock (_lock) SignalIfIdleUnderLock();
    }

    /// <param name="Refusal">Why it is not admitted; null: it is.</param>
    /// <param name="Slot">Where a run is to begin; null: none is.</param>
    /// <param name="IsQuick">Whether that run is the only one, and will be over soon.</param>
    private readonly record struct Admission(Failure? Refusal, RunSlot? Slot = null, bool IsQuick = false);
}
