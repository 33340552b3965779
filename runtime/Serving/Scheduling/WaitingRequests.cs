using Slipway.Runtime.Serving.Batching;

namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>
/// The queue: a bucket for each kind of request that may run together, and one for those that run alone. Decides which run comes next
/// and when; knows no threads and no timers.
/// </summary>
/// <param name="layout">Where rows are; null: everything runs alone.</param>
/// <param name="maxRows">The most rows of a run, where nothing else is learned about such rows.</param>
/// <param name="delay">How long, in ticks of the clock, a run that is not full waits for more.</param>
internal sealed class WaitingRequests(BatchLayout? layout, long maxRows, long delay)
{
    private readonly List<RequestBucket> _buckets = [];

    /// <summary>How many requests wait.</summary>
    public int Count { get; private set; }

    /// <summary>How many rows they have.</summary>
    public long Rows { get; private set; }

    public void Add(PendingRequest request)
    {
        var bucket = Find(request);
        if (bucket is null) _buckets.Add(bucket = new RequestBucket(request.Hash));
        bucket.Add(request);
        Count++;
        Rows += request.Rows;
    }

    public void Remove(PendingRequest request)
    {
        var bucket = request.Bucket!;
        Unlink(bucket, request);
        if (bucket.First is null) _buckets.Remove(bucket);
        else bucket.Refresh();
    }

    /// <summary>Whether a run may begin now.</summary>
    public bool HasNext(long now) => Next(now) is not null;

    /// <summary>When one may begin at the latest, if no request comes; <see cref="long.MaxValue"/>: never.</summary>
    public long NextAt
    {
        get
        {
            var next = long.MaxValue;
            foreach (var bucket in _buckets) next = Math.Min(next, bucket.OldestAt + delay);
            return next;
        }
    }

    /// <summary>Takes the requests of the next run.</summary>
    /// <param name="now">The time.</param>
    /// <param name="run">Where they go; stays empty when no run may begin.</param>
    /// <returns>How many rows they may have had at most.</returns>
    public long Take(long now, List<PendingRequest> run)
    {
        if (Next(now) is not { } bucket) return 0;
        var (rows, mostRows) = (0L, bucket.MostRows(maxRows));
        while (bucket.First is { } first && (run.Count == 0 || (bucket.Hash is not null && rows + first.Rows <= mostRows)))
        {
            Unlink(bucket, first);
            run.Add(first);
            rows += first.Rows;
        }

        if (bucket.First is null) _buckets.Remove(bucket);
        else bucket.Refresh();
        return mostRows;
    }

    /// <summary>Takes out those that a condition names.</summary>
    public void RemoveWhere(Func<PendingRequest, bool> isMeant, List<PendingRequest> removed)
    {
        for (var index = _buckets.Count - 1; index >= 0; index--)
        {
            var bucket = _buckets[index];
            for (var (request, next) = (bucket.First, (PendingRequest?)null); request is not null; request = next)
            {
                next = request.Next;
                if (!isMeant(request)) continue;
                Unlink(bucket, request);
                removed.Add(request);
            }

            if (bucket.First is null) _buckets.RemoveAt(index);
            else bucket.Refresh();
        }
    }

    /// <summary>The earliest time at which a request must have left; <see cref="long.MaxValue"/>: never.</summary>
    public long FirstLeaveAt()
    {
        var first = long.MaxValue;
        foreach (var bucket in _buckets)
        {
            for (var request = bucket.First; request is not null; request = request.Next) first = Math.Min(first, request.LeaveAt);
        }

        return first;
    }

    /// <summary>Of the buckets that are full or old enough, the one with the most urgent request, and among these the oldest.</summary>
    private RequestBucket? Next(long now)
    {
        RequestBucket? best = null;
        foreach (var bucket in _buckets)
        {
            var mayBegin = delay == 0 || bucket.Hash is null || bucket.Rows >= bucket.MostRows(maxRows) || now - bucket.OldestAt >= delay;
            if (mayBegin && (best is null || Precedes(bucket, best))) best = bucket;
        }

        return best;
    }

    private static bool Precedes(RequestBucket bucket, RequestBucket other) =>
        bucket.First!.Priority < other.First!.Priority
        || (bucket.First.Priority == other.First.Priority && bucket.OldestAt < other.OldestAt);

    private RequestBucket? Find(PendingRequest request)
    {
        foreach (var bucket in _buckets)
        {
            if (bucket.Hash != request.Hash) continue;
            if (bucket.Hash is null || JoinRule.Joins(layout!, bucket.First!.Request.Inputs, request.Request.Inputs)) return bucket;
        }

        return null;
    }

    private void Unlink(RequestBucket bucket, PendingRequest request)
    {
        bucket.Remove(request);
        Count--;
        Rows -= request.Rows;
    }
}
