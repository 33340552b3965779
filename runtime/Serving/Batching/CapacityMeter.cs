using System.Collections.Immutable;
using System.Diagnostics;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>
/// Measures how long runs take by their rows: all slots at work, joining and splitting included. Sizes are measured in turn, up and
/// down, and the median of the rounds counts, so that neither the order nor one disturbance decides.
/// </summary>
/// <param name="backend">What is measured.</param>
/// <param name="layout">Where rows are; null: only one row is measured.</param>
/// <param name="sample">A request of one row.</param>
/// <param name="runs">How many runs at once.</param>
internal sealed class CapacityMeter(IModelBackend backend, BatchLayout? layout, InferenceRequest sample, int runs)
{
    private const int MostRounds = 7;
    private const int FewestRounds = 2;

    /// <summary>What the inputs of all runs at once may take.</summary>
    private const long MaxInputBytes = 128L * 1024 * 1024;

    /// <summary>How long a size is measured at a time; a run that takes longer is measured once.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(8);

    /// <summary>How long all of it may take, the first two rounds aside.</summary>
    private static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(800);

    /// <summary>Measures 1, 2, 4, … rows.</summary>
    /// <param name="largest">The most rows worth knowing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Ascending; fewer than asked for where a run fails, takes too long or loses too much.</returns>
    public async ValueTask<ImmutableArray<CapacityPoint>> MeasureAsync(int largest, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var series = new SortedDictionary<int, List<CapacityPoint>>();
        await GrowAsync(series, layout is null ? 1 : largest, cancellationToken);
        for (var round = 1; round < MostRounds && (round < FewestRounds || Stopwatch.GetElapsedTime(started) < Budget); round++)
        {
            // Down first: the last of the growth is still warm, the first no longer.
            foreach (var (batch, points) in round % 2 == 1 ? series.Reverse() : series)
            {
                if (points[0].Milliseconds < BatchSizeRule.LongestRun.TotalMilliseconds && await MeasureOneAsync(batch, cancellationToken) is { } point)
                    points.Add(point);
            }
        }

        return [.. series.Select(size => Median(size.Value))];
    }

    private async ValueTask GrowAsync(SortedDictionary<int, List<CapacityPoint>> series, int largest, CancellationToken cancellationToken)
    {
        foreach (var batch in Sizes(largest))
        {
            if (batch > 1 && batch * runs * sample.Inputs.Sum(input => (long)input.ByteLength) > MaxInputBytes) return;
            var first = Stopwatch.GetTimestamp();
            if (!await RunAsync(batch, cancellationToken)) return;
            var took = Stopwatch.GetElapsedTime(first);
            if (await MeasureOneAsync(batch, cancellationToken) is not { } point) return;
            series.Add(batch, [point]);
            if (took > BatchSizeRule.LongestRun || BatchSizeRule.IsLosing([.. series.Values.Select(points => points[0])])) return;
        }
    }

    /// <summary>Doubling, and the largest itself.</summary>
    private static IEnumerable<int> Sizes(int largest)
    {
        for (var size = 1; size < largest; size *= 2) yield return size;
        yield return largest;
    }

    private async ValueTask<CapacityPoint?> MeasureOneAsync(int batch, CancellationToken cancellationToken)
    {
        var results = await Task.WhenAll(Enumerable.Range(0, runs).Select(_ => Task.Run(() => RepeatAsync(batch, cancellationToken), cancellationToken)));
        if (results.Any(result => result.Count == 0)) return null;
        var rate = results.Sum(result => result.Count * batch / result.Elapsed.TotalSeconds);
        return new CapacityPoint(batch, results.Average(result => result.Elapsed.TotalMilliseconds / result.Count), rate);
    }

    private async Task<(int Count, TimeSpan Elapsed)> RepeatAsync(int batch, CancellationToken cancellationToken)
    {
        var (started, count, elapsed) = (Stopwatch.GetTimestamp(), 0, TimeSpan.Zero);
        while (elapsed < Slice)
        {
            if (!await RunAsync(batch, cancellationToken)) return default;
            count++;
            elapsed = Stopwatch.GetElapsedTime(started);
        }

        return (count, elapsed);
    }

    private async ValueTask<bool> RunAsync(int batch, CancellationToken cancellationToken)
    {
        if (batch == 1)
        {
            var single = await backend.RunAsync(sample, cancellationToken);
            single.Response?.Dispose();
            return single.Succeeded;
        }

        var samples = Enumerable.Repeat(sample, batch).ToArray();
        using var joined = BatchJoin.Join(layout!, samples, batch);
        var result = await backend.RunAsync(joined, cancellationToken);
        if (!result.Succeeded) return false;
        if (BatchSplit.Problem(layout!, result.Response, batch) is not null)
        {
            result.Response.Dispose();
            return false;
        }

        foreach (var part in BatchSplit.Split(layout!, result.Response, samples, [.. Enumerable.Repeat(1L, batch)])) part.Dispose();
        return true;
    }

    private static CapacityPoint Median(List<CapacityPoint> points) => points.OrderBy(point => point.RowsPerSecond).ElementAt(points.Count / 2);
}
