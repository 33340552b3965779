using Slipway.Runtime.Serving;
using Slipway.Runtime.Serving.Lifecycle;

namespace Slipway.Runtime.Server.Status;

/// <summary>Describes a model's state to the operator.</summary>
internal static class StatusBuilder
{
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
        var (plan, measured) = (loaded.Batching, loaded.Batching.Capacity);
        return new StatusCapacity(
            plan.MaxBatchSize,
            loaded.Scheduler.ConcurrentRuns,
            measured is null ? null : [.. measured.Curve.Select(point => new StatusCapacityPoint(point.Batch, Math.Round(point.Milliseconds, 4), Math.Round(point.RowsPerSecond)))],
            measured is null ? null : Math.Round(measured.RowsPerSecond),
            measured?.Concurrency,
            plan.Message);
    }

    private static StatusTensor Describe(TensorSpec tensor) => new(tensor.Name, tensor.Datatype.Name(), tensor.Shape);
}
