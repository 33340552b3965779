using Slipway.Tests.Support.Time;

namespace Slipway.Kubernetes.Tests.Simulation;

/// <summary>
/// Runs asynchronous code on one thread, in an order drawn from a seed, on a clock of its own: a schedule that fails can
/// be run again. What several threads could do in any order, this does in some order.
/// </summary>
public sealed class World(int seed)
{
    /// <summary>Steps without time passing; more means that something spins.</summary>
    private const int MostSteps = 2_000_000;

    /// <summary>How often the thread pool gets a turn before time passes.</summary>
    private const int ThreadPoolRounds = 10;

    private readonly Lock gate = new();
    private readonly List<(SimulatedProcess Process, Action Act)> ready = [];

    public Random Random { get; } = new(seed);

    public ManualTimeProvider Clock { get; } = new();

    /// <summary>Set when the code cancels asynchronously, which goes through the thread pool: time then waits for the pool.</summary>
    public bool AwaitsThreadPool { get; set; }

    public SimulatedProcess NewProcess(string name) => new(this, name);

    /// <summary>Lets virtual time pass.</summary>
    public void RunFor(TimeSpan duration) => RunUntil(() => false, duration);

    /// <summary>Lets virtual time pass until something is true.</summary>
    /// <returns>Whether it became true within the limit.</returns>
    public bool RunUntil(Func<bool> isReached, TimeSpan limit)
    {
        var end = Clock.Elapsed + limit;
        for (var steps = 0; steps < MostSteps; steps++)
        {
            if (isReached())
                return true;
            if (StepOnce() || (AwaitsThreadPool && StepAfterThreadPool()))
                continue;
            if (Clock.NextTimer is not { } next || next > end)
            {
                Clock.Advance(end - Clock.Elapsed);
                return isReached();
            }

            Clock.Advance(next - Clock.Elapsed);
        }

        throw new InvalidOperationException($"Seed {seed}: the simulation spins at {Clock.Elapsed}.");
    }

    /// <summary>Runs something to its end.</summary>
    /// <returns>A task that has ended.</returns>
    public Task Complete(SimulatedProcess process, Func<Task> act, TimeSpan limit)
    {
        var task = process.Start(act);
        RunUntil(() => task.IsCompleted, limit).ShouldBeTrue($"Seed {seed}: not ended within {limit}.");
        return task;
    }

    internal void Post(SimulatedProcess process, Action act)
    {
        lock (gate)
            ready.Add((process, act));
    }

    /// <summary>Runs one thing that can run; those of a paused process cannot.</summary>
    private bool StepOnce()
    {
        SimulatedProcess process;
        Action act;
        lock (gate)
        {
            var runnable = ready.FindAll(item => !item.Process.IsPaused);
            if (runnable.Count == 0)
                return false;
            (process, act) = runnable[Random.Next(runnable.Count)];
            ready.Remove((process, act));
        }

        process.Enter(act);
        return true;
    }

    /// <summary>
    /// Waits until what the thread pool had to do has been done, and steps on. Where nothing comes of it, a thread of the pool may have
    /// been held back in the middle of its work: it gets more time before the clock moves.
    /// </summary>
    private bool StepAfterThreadPool()
    {
        for (var round = 0; round < ThreadPoolRounds; round++)
        {
            using var passed = new ManualResetEventSlim();
            ThreadPool.UnsafeQueueUserWorkItem(static state => ((ManualResetEventSlim)state!).Set(), passed);
            passed.Wait(TimeSpan.FromSeconds(5));
            if (round >= 1 && StepOnce())
                return true;
        }

        return false;
    }
}
