using Slipway.Runtime.Protocol;
using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Metrics;

/// <summary>Sums since the start, for <c>…/stats</c>; each is right in itself, not all of the same moment.</summary>
internal sealed class InferenceTotals(string model, string version)
{
    private long _answered;
    private long _failed;
    private long _rows;
    private long _runs;
    private long _requestTicks;
    private long _queueTicks;
    private long _inputTicks;
    private long _inferTicks;
    private long _outputTicks;
    private long _lastMilliseconds;

    /// <summary>Requests answered.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>Rows of answered requests.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    /// <summary>Runs of the model.</summary>
    public long Runs => Interlocked.Read(ref _runs);

    /// <summary>Time of answered requests.</summary>
    public long RequestMicroseconds => Microseconds(ref _requestTicks);

    /// <summary>Their time in the queue.</summary>
    public long QueueMicroseconds => Microseconds(ref _queueTicks);

    /// <summary>Their time of placing inputs.</summary>
    public long InputMicroseconds => Microseconds(ref _inputTicks);

    /// <summary>Their time in the model.</summary>
    public long InferMicroseconds => Microseconds(ref _inferTicks);

    /// <summary>Their time of collecting outputs.</summary>
    public long OutputMicroseconds => Microseconds(ref _outputTicks);

    /// <summary>A request was answered.</summary>
    public void Add(RunTimings timings, TimeSpan total, TimeSpan queued, long rows)
    {
        Interlocked.Increment(ref _answered);
        Interlocked.Add(ref _rows, rows);
        Interlocked.Add(ref _requestTicks, total.Ticks);
        Interlocked.Add(ref _queueTicks, queued.Ticks);
        Interlocked.Add(ref _inputTicks, timings.Input.Ticks);
        Interlocked.Add(ref _inferTicks, timings.Infer.Ticks);
        Interlocked.Add(ref _outputTicks, timings.Output.Ticks);
        Interlocked.Exchange(ref _lastMilliseconds, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
    }

    /// <summary>The model ran.</summary>
    public void Ran() => Interlocked.Increment(ref _runs);

    /// <summary>A request was not answered.</summary>
    public void Failed() => Interlocked.Increment(ref _failed);

    /// <summary>The sums in the protocol's words.</summary>
    public ModelStatistics Snapshot()
    {
        var answered = Interlocked.Read(ref _answered);
        return new ModelStatistics(
            model,
            version,
            Interlocked.Read(ref _lastMilliseconds),
            Interlocked.Read(ref _rows),
            Interlocked.Read(ref _runs),
            new InferStatistics(
                Sum(answered, ref _requestTicks),
                new StatisticDuration(Interlocked.Read(ref _failed), 0),
                Sum(answered, ref _queueTicks),
                Sum(answered, ref _inputTicks),
                Sum(answered, ref _inferTicks),
                Sum(answered, ref _outputTicks)));
    }

    private static long Microseconds(ref long ticks) => Interlocked.Read(ref ticks) / TimeSpan.TicksPerMicrosecond;

    private static StatisticDuration Sum(long count, ref long ticks) => new(count, Interlocked.Read(ref ticks) * TimeSpan.NanosecondsPerTick);
}
