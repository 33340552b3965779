namespace Slipway.Runtime.Serving.Scheduling;

/// <summary>Requests that wait and may run together: the most urgent first, then first come, first served. Not safe for threads.</summary>
internal sealed class RequestBucket(int? hash)
{
    private PendingRequest? _last;

    /// <summary>Of its requests; null: each runs by itself.</summary>
    public int? Hash => hash;

    /// <summary>The next to run; null when empty.</summary>
    public PendingRequest? First { get; private set; }

    /// <summary>The most rows of its next run, if it is not empty.</summary>
    /// <param name="otherwise">Where nothing is learned about such rows.</param>
    public long MostRows(long otherwise) => First!.BatchSize?.MostRows(Rows) ?? otherwise;

    /// <summary>All rows.</summary>
    public long Rows { get; private set; }

    /// <summary>When the one that waits longest came; meaningless when empty.</summary>
    public long OldestAt { get; private set; }

    public void Add(PendingRequest request)
    {
        var after = _last;
        while (after is not null && after.Priority > request.Priority) after = after.Previous;
        (request.Bucket, request.Previous, request.Next) = (this, after, after is null ? First : after.Next);
        if (request.Next is { } next) next.Previous = request;
        else _last = request;
        if (after is null) First = request;
        else after.Next = request;
        OldestAt = Rows == 0 && request.Previous is null && request.Next is null ? request.ArrivedAt : Math.Min(OldestAt, request.ArrivedAt);
        Rows += request.Rows;
    }

    public void Remove(PendingRequest request)
    {
        if (request.Previous is { } previous) previous.Next = request.Next;
        else First = request.Next;
        if (request.Next is { } next) next.Previous = request.Previous;
        else _last = request.Previous;
        (request.Bucket, request.Previous, request.Next) = (null, null, null);
        Rows -= request.Rows;
    }

    /// <summary>Brings <see cref="OldestAt"/> up to date after removals.</summary>
    public void Refresh()
    {
        OldestAt = long.MaxValue;
        for (var request = First; request is not null; request = request.Next) OldestAt = Math.Min(OldestAt, request.ArrivedAt);
    }
}
