using System.Collections.Immutable;
using System.Globalization;

namespace Slipway.Runtime.Serving.Batching;

/// <summary>Decides, with the help of trial runs, how a warm model's requests are put together.</summary>
/// <param name="backend">The model, warm.</param>
/// <param name="options">What was asked for.</param>
/// <param name="runs">Runs at once.</param>
/// <param name="digest">Of the model.</param>
/// <param name="cache">What was found out before.</param>
internal sealed class BatchPlanner(IModelBackend backend, BatchingOptions options, int runs, string digest, CapacityCache cache)
{
    /// <summary>Why the options cannot be honoured, which the model's signature alone tells; null when they can.</summary>
    public static StartFailure? Refusal(BatchingOptions options, LayoutDecision decision)
    {
        if (decision.Contradicted)
            return new StartFailure(StartFailureReason.InvalidArguments, $"batching.axes does not fit the model: {decision.Reason}.");
        return options.MaxBatchSize > 1 && decision.Layout is null
            ? new StartFailure(
                StartFailureReason.InvalidArguments,
                $"batching.maxBatchSize {options.MaxBatchSize} cannot be honoured: {decision.Reason}. Declare batching.axes, or set it to Auto or 1.")
            : null;
    }

    /// <summary>Measures and decides.</summary>
    /// <param name="decision">The layout, not refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The plan, or the failure in its place.</returns>
    public async ValueTask<(BatchPlan Plan, StartFailure? Failure)> PlanAsync(LayoutDecision decision, CancellationToken cancellationToken)
    {
        using var sample = backend.CreateSample(decision.Layout, seed: 1);
        if (sample is null) return (WithoutMeasuring(decision), null);
        var layout = options.MaxBatchSize == 1 ? null : decision.Layout;
        var record = await TryOutAsync(layout, sample, cancellationToken);
        if (record.Dependence is { } dependence)
        {
            if (options.MaxBatchSize > 1)
                return (BatchPlan.Unbatched, new StartFailure(StartFailureReason.WarmupFailed, $"batching.maxBatchSize {options.MaxBatchSize} cannot be honoured: {dependence}."));
            (layout, decision) = (null, decision with { Reason = dependence });
        }

        return (record.Curve.IsEmpty ? WithoutMeasuring(decision) : Plan(decision, layout, sample, record.Curve), null);
    }

    private async ValueTask<CapacityRecord> TryOutAsync(BatchLayout? layout, InferenceRequest sample, CancellationToken cancellationToken)
    {
        var largest = options.MaxBatchSize ?? BatchSizeRule.Largest;
        var key = CapacityCache.Key(digest, backend.SetUp, layout, runs, largest);
        if (cache.Find(key) is { } known) return known;
        var dependence = layout is null ? null : await DependenceAsync(layout, sample, cancellationToken);
        var meter = new CapacityMeter(backend, dependence is null ? layout : null, sample, runs);
        var record = new CapacityRecord(dependence, await meter.MeasureAsync(largest, cancellationToken));
        if (record.IsSound) cache.Keep(key, record);
        return record;
    }

    private BatchPlan Plan(LayoutDecision decision, BatchLayout? layout, InferenceRequest sample, ImmutableArray<CapacityPoint> curve)
    {
        var chosen = options.MaxBatchSize is > 1 ? curve[^1] : BatchSizeRule.Choose(curve);
        var size = options.MaxBatchSize ?? (layout is null ? 1 : chosen.Batch);
        var isMadeUp = options.MaxBatchSize is null && layout?.HasRowsOfManySizes(backend.Signature) == true;
        return new BatchPlan
        {
            Layout = decision.Layout,
            MaxBatchSize = size,
            MeasuredElements = isMadeUp ? layout!.ElementsPerRow(sample.Inputs, 1) : null,
            IsFixed = options.MaxBatchSize is not null,
            MaxQueueDelay = options.MaxQueueDelay,
            Message = options.MaxBatchSize is not null ? null : decision.Reason is { } reason ? $"unbatched: {reason}" : Describe(curve, chosen),
            Capacity = new Capacity(
                curve,
                size,
                chosen.RowsPerSecond,
                Capacity.ConcurrencyOf(runs, size),
                isMadeUp ? CapacitySource.Provisional : CapacitySource.Measured),
        };
    }

    private static string Describe(ImmutableArray<CapacityPoint> curve, CapacityPoint chosen) => chosen.Batch == 1
        ? "measured: batches are no faster than single rows"
        : string.Create(CultureInfo.InvariantCulture, $"measured: {chosen.RowsPerSecond / curve[0].RowsPerSecond:0.0} times the rows per second of single runs");

    private BatchPlan WithoutMeasuring(LayoutDecision decision) => new()
    {
        Layout = decision.Layout,
        MaxBatchSize = options.MaxBatchSize ?? 1,
        IsFixed = options.MaxBatchSize is not null,
        MaxQueueDelay = options.MaxQueueDelay,
        Message = options.MaxBatchSize is null ? $"unbatched: {decision.Reason ?? "nothing could be measured, since no made-up input fits the model"}" : null,
    };

    private async ValueTask<string?> DependenceAsync(BatchLayout layout, InferenceRequest sample, CancellationToken cancellationToken)
    {
        using var other = backend.CreateSample(layout, seed: 2);
        return other is null ? null : await RowIndependence.ProblemAsync(backend, layout, sample, other, cancellationToken);
    }
}
