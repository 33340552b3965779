namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// How many rows runs should have at most. Warm-up measures one size of row, and where other dimensions than the rows' are dynamic that
/// size is made up: batches that pay for small pictures can lose for large ones. So rows of other sizes are learned from traffic, those of
/// about the same size together. Not safe for threads.
/// </summary>
internal sealed class BatchSizes(BatchPlan plan)
{
    /// <summary>So many requests of another size than before are enough to be the usual one.</summary>
    private const int MostVotes = 256;

    private readonly int? _measured = plan.MeasuredElements is { } elements ? SizeClass(elements) : null;
    private readonly Dictionary<int, LearnedBatchSize> _learned = [];
    private int? _usual;
    private int _votes;

    /// <summary>What is learned about rows of a request's size; null: the plan holds.</summary>
    /// <param name="inputs">Of the request.</param>
    /// <param name="rows">How many it has, at least 1.</param>
    public LearnedBatchSize? For(IReadOnlyList<Tensor> inputs, long rows)
    {
        if (_measured is null || plan.Layout is not { } layout) return null;
        var size = SizeClass(layout.ElementsPerRow(inputs, rows));
        Vote(size);
        if (size == _measured) return null;
        if (!_learned.TryGetValue(size, out var learned)) _learned.Add(size, learned = new LearnedBatchSize(plan.LargestBatchSize));
        return learned;
    }

    /// <summary>What a replica is good for with rows of the size that most requests have.</summary>
    /// <param name="slots">Runs at once.</param>
    /// <returns>Null: nothing could be measured.</returns>
    public Capacity? Capacity(int slots) => _usual is { } usual && _learned.TryGetValue(usual, out var learned) ? learned.Capacity(slots) : plan.Capacity;

    /// <summary>A majority vote: each request speaks for its own size and against any other.</summary>
    private void Vote(int size)
    {
        if (size == _usual) _votes = Math.Min(_votes + 1, MostVotes);
        else if (_votes > 0) _votes--;
        else (_usual, _votes) = (size, 1);
    }

    /// <summary>The same for sizes within a factor of about 1.4, so that there are at most some dozens.</summary>
    private static int SizeClass(double elements) => (int)Math.Round(2 * Math.Log2(Math.Max(1, elements)));
}
