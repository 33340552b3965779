namespace Slipway.Runtime.Onnx.Sessions;

/// <summary>How the container's processors are shared out: runs at once × threads of each ≈ processors, so that no thread waits for one.</summary>
/// <param name="ConcurrentRuns">Runs at once, at least 1.</param>
/// <param name="ThreadsPerRun">Threads that share one run's work, the calling one included, at least 1.</param>
public sealed record ProcessorShare(int ConcurrentRuns, int ThreadsPerRun)
{
    /// <summary>Beyond this, one run's operators gain little from another thread, and a second run gains all of it.</summary>
    private const int UsefulThreads = 4;

    /// <summary>
    /// Where there are so many processors. A run's threads sleep between its operators, since spinning would burn the container's quota, and
    /// waking them costs: on two processors two runs of one thread each had 1.2 to 2.5 times the rows of one run of two threads.
    /// </summary>
    private const int FewestRuns = 2;

    /// <summary>Decides.</summary>
    /// <param name="processors">Processors that may be used, at least 1.</param>
    /// <param name="accelerated">Whether an accelerator does the work: each run then needs one thread, to feed it.</param>
    /// <param name="instances">How many runs at once were asked for; null: as many as the processors suggest.</param>
    public static ProcessorShare For(int processors, bool accelerated, int? instances = null)
    {
        var runs = instances ?? (accelerated ? processors : Math.Max(Math.Min(processors, FewestRuns), processors / UsefulThreads));
        return new ProcessorShare(runs, accelerated ? 1 : Math.Max(1, processors / runs));
    }
}
