using System.Globalization;
using Slipway.Api.Durations;

namespace Slipway.Api.Validation;

/// <summary>Twins of the rules about spec.runtime.batching and queue.</summary>
internal static class RuntimeRules
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ShortestTimeout = TimeSpan.FromMilliseconds(1);

    public static IEnumerable<ValidationError> Check(RuntimeSpec? runtime) =>
        [.. Batching(runtime?.Batching, "spec.runtime.batching"), .. Queue(runtime?.Queue, "spec.runtime.queue")];

    private static IEnumerable<ValidationError> Batching(BatchingSpec? batching, string path)
    {
        if (batching is null)
            yield break;
        if (batching.MaxBatchSize is { } size && !(size.IsNumber ? IsInRange(size.Value) : size.Value == BatchSizes.Auto))
            yield return new(path, ValidationMessages.MaxBatchSizeRange);
        foreach (var error in RolloutRules.Duration($"{path}.maxQueueDelay", batching.MaxQueueDelay))
            yield return error;
        if (GoDuration.TryParse(batching.MaxQueueDelay, out var delay) && delay > LongestDelay)
            yield return new(path, ValidationMessages.MaxQueueDelayMaximum);
        foreach (var axis in (batching.Axes ?? []).Where(axis => axis.Axis is not null == (axis.Shared == true)))
            yield return new($"{path}.axes[{axis.Name}]", ValidationMessages.AxisOrShared);
    }

    private static IEnumerable<ValidationError> Queue(QueueSpec? queue, string path)
    {
        foreach (var error in RolloutRules.Duration($"{path}.timeout", queue?.Timeout))
            yield return error;
        if (GoDuration.TryParse(queue?.Timeout, out var timeout) && timeout < ShortestTimeout)
            yield return new(path, ValidationMessages.QueueTimeoutMinimum);
    }

    private static bool IsInRange(string number) =>
        int.TryParse(number, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= ModelDeploymentLimits.BatchSize;
}
