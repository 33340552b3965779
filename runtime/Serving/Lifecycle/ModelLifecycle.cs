using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Lifecycle;

/// <summary>
/// Keeps the phase of one model and how long each phase took. Written by the thread that brings the model up, read by any.
/// Once <see cref="ModelPhase.Failed"/>, it stays so.
/// </summary>
public sealed class ModelLifecycle(TimeProvider time) : IFetchObserver
{
    private readonly Lock _lock = new();
    private readonly List<(ModelPhase Phase, TimeSpan Duration)> _finished = [];
    private volatile ModelPhase _phase = ModelPhase.Downloading;
    private long _enteredTimestamp = time.GetTimestamp();
    private FetchProgress? _download;
    private StartFailure? _failure;

    /// <summary>The state now, consistent in itself.</summary>
    public LifecycleSnapshot Snapshot
    {
        get
        {
            lock (_lock)
            {
                return new LifecycleSnapshot(_phase, _download, [.. DurationsUnderLock()], _failure);
            }
        }
    }

    /// <summary>The phase now, cheaper than a snapshot.</summary>
    public ModelPhase Phase => _phase;

    /// <summary>Moves to a phase; does nothing when it is there already or has failed.</summary>
    public void Enter(ModelPhase phase)
    {
        lock (_lock) EnterUnderLock(phase);
    }

    /// <summary>Moves to <see cref="ModelPhase.Failed"/>; the first failure stays.</summary>
    public void Fail(StartFailure failure)
    {
        lock (_lock)
        {
            _failure ??= failure;
            EnterUnderLock(ModelPhase.Failed);
        }
    }

    /// <inheritdoc/>
    public void Report(FetchProgress progress)
    {
        lock (_lock) _download = progress;
    }

    /// <inheritdoc/>
    public void Enter(FetchStage stage) =>
        Enter(stage == FetchStage.Verifying ? ModelPhase.Verifying : ModelPhase.Downloading);

    private void EnterUnderLock(ModelPhase phase)
    {
        if (_phase == phase || _phase == ModelPhase.Failed) return;
        var now = time.GetTimestamp();
        _finished.Add((_phase, time.GetElapsedTime(_enteredTimestamp, now)));
        (_phase, _enteredTimestamp) = (phase, now);
    }

    private IEnumerable<PhaseDuration> DurationsUnderLock() =>
        _finished.Append((Phase: _phase, Duration: time.GetElapsedTime(_enteredTimestamp)))
            .GroupBy(entry => entry.Phase, entry => entry.Duration.Ticks)
            .Select(group => new PhaseDuration(group.Key, TimeSpan.FromTicks(group.Sum())));
}
