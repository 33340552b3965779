using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Lifecycle;

namespace Slipway.Runtime.Server.Status;

/// <summary>Describes a model's state to the operator.</summary>
internal static class StatusBuilder
{
    private const string Learned = "learned from requests, whose rows are of another size than could be made up at warm-up";
    private const string Learning = "not known yet: the rows of requests are of another size than could be made up at warm-up";

    /// <summary>Builds the report.</summary>
    /// <param name="model">Its name, version and parts.</param>
    /// <param name="providers">The execution providers asked for.</param>
    /// <param name="versions">The programs' versions.</param>
    public static StatusReport Build(ServedModel model, IReadOnlyList<string> providers, StatusVersions versions)
    {
        var (snapshot, files, loaded) = (model.Snapshot, model.Files, model.Loaded);
        var report = loaded?.Backend.Provider;
        return new StatusReport(
            snapshot.Phase.ToString(),
            new StatusModel(model.Name, model.Version, files?.Digest, files?.SizeBytes, files?.ResolvedUri),
            snapshot.Download is { } download ? new StatusDownload(download.Bytes, download.TotalBytes) : null,
            new StatusProvider(providers, report?.Active, report?.Message),
            [.. snapshot.Phases.Select(phase => new StatusPhase(phase.Phase.ToString(), Math.Round(phase.Duration.TotalSeconds, 4)))],
            loaded?.Backend.WarmedUp,
            loaded is null ? null : Signature(loaded.Backend.Signature),
            loaded is null ? null : Capacity(loaded),
            snapshot.Failure is { } failure ? new StatusFailure(failure.Reason.ToString(), failure.Message) : null,
            versions);
    }

    private static StatusSignature Signature(ModelSignature signature) => new(
        [.. signature.Inputs.Select(Describe)],
        [.. signature.Outputs.Select(Describe)]);

    private static StatusCapacity Capacity(LoadedModel loaded)
    {
        var (plan, capacity) = (loaded.Batching, loaded.Scheduler.Capacity);
        return new StatusCapacity(
            capacity?.MaxBatchSize ?? plan.MaxBatchSize,
            loaded.Scheduler.ConcurrentRuns,
            capacity is { Curve.IsEmpty: false } ? [.. capacity.Curve.Select(Describe)] : null,
            capacity?.RowsPerSecond is { } rows ? Math.Round(rows) : null,
            capacity?.Concurrency,
            capacity?.Source.ToString(),
            capacity == plan.Capacity ? plan.Message : capacity?.Source == CapacitySource.Learned ? Learned : Learning);
    }

    private static StatusCapacityPoint Describe(CapacityPoint point) => new(point.Batch, Math.Round(point.Milliseconds, 4), Math.Round(point.RowsPerSecond));

    private static StatusTensor Describe(TensorSpec tensor) => new(tensor.Name, tensor.Datatype.Name(), tensor.Shape);
}
