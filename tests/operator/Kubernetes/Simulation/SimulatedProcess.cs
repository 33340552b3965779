namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>A process of a <see cref="World"/>: its code, its timers and its wall clock; it can stand still.</summary>
public sealed class SimulatedProcess : SynchronizationContext
{
    private readonly World world;

    public SimulatedProcess(World world, string name)
    {
        this.world = world;
        Name = name;
        Clock = new ProcessClock(world.Clock, this);
    }

    public string Name { get; }

    /// <summary>The world's monotonic time; timers fire within this process.</summary>
    public ProcessClock Clock { get; }

    /// <summary>While set, nothing of this process runs, and time passes for the others.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Begins a task within this process.</summary>
    public Task<T> Start<T>(Func<Task<T>> act)
    {
        var result = new TaskCompletionSource<Task<T>>();
        Post(_ => result.SetResult(act()), state: null);
        return result.Task.Unwrap();
    }

    /// <inheritdoc cref="Start{T}"/>
    public Task Start(Func<Task> act) => Start(async () =>
    {
        await act();
        return true;
    });

    public override void Post(SendOrPostCallback d, object? state) => world.Post(this, () => d(state));

    public override void Send(SendOrPostCallback d, object? state) => Enter(() => d(state));

    internal void Enter(Action act)
    {
        var outer = Current;
        SetSynchronizationContext(this);
        try
        {
            act();
        }
        finally
        {
            SetSynchronizationContext(outer);
        }
    }
}
