namespace Slipway.Api;

/// <summary>
/// The schema's CEL rules. Each has a twin in C# (<see cref="Validation.ModelDeploymentValidator"/>) with the same message, because API
/// servers before 1.25 ignore these.
/// </summary>
internal static class ValidationRules
{
    public const string CudaNeedsGpu =
        "!has(self.runtime) || !has(self.runtime.executionProviders) || !('CUDA' in self.runtime.executionProviders)"
        + " || (has(self.resources) && has(self.resources.gpu) && self.resources.gpu.count > 0)";

    public const string GpuNeedsProvider =
        "!has(self.resources) || !has(self.resources.gpu) || self.resources.gpu.count == 0"
        + " || !has(self.runtime) || !has(self.runtime.executionProviders) || 'CUDA' in self.runtime.executionProviders";

    // Not a set in the schema: appliers would merge its members in the order of whoever came first, and here order is preference.
    public const string ProvidersOnce =
        "!has(self.executionProviders) || self.executionProviders.all(p, self.executionProviders.exists_one(q, q == p))";

    public const string MaxBatchSizeRange =
        "!has(self.maxBatchSize) || (type(self.maxBatchSize) == int ? self.maxBatchSize >= 1 && self.maxBatchSize <= 4096"
        + " : self.maxBatchSize == 'Auto')";

    public const string MaxQueueDelayMaximum = "!has(self.maxQueueDelay) || duration(self.maxQueueDelay) <= duration('10s')";

    public const string AxisOrShared = "has(self.axis) != (has(self.shared) && self.shared)";

    public const string QueueTimeoutMinimum = "!has(self.timeout) || duration(self.timeout) >= duration('1ms')";

    public const string CredentialsNeedStore =
        "!has(self.credentials) || self.uri.startsWith('https://') || self.uri.startsWith('s3://')"
        + " || self.uri.startsWith('oci://') || self.uri.startsWith('hf://')";

    public const string GpuOnlyByCount =
        "(!has(self.requests) || (!('nvidia.com/gpu' in self.requests)"
        + " && (!has(self.gpu) || !has(self.gpu.resource) || !(self.gpu.resource in self.requests))))"
        + " && (!has(self.limits) || (!('nvidia.com/gpu' in self.limits)"
        + " && (!has(self.gpu) || !has(self.gpu.resource) || !(self.gpu.resource in self.limits))))";

    public const string ProgressDeadlineMinimum =
        "!has(self.progressDeadline) || duration(self.progressDeadline) >= duration('10s')";

    public const string StepsNeedCanary = "!has(self.steps) || " + IsCanary;

    public const string CapacityModeNeedsCanary = "(!has(self.capacityMode) && !has(self.allowDowntime)) || " + IsCanary;

    public const string TrialNeedsGateway =
        "(!has(self.shadow) && !has(self.headerRoute) && !has(self.analysis))"
        + " || (has(self.strategy) && self.strategy in ['Canary', 'BlueGreen'])";

    public const string DeadlinesNeedStrategy =
        "(!has(self.capacityDeadline) && !has(self.onDeadline)) || (has(self.strategy) && self.strategy != 'Rolling')";

    public const string DowntimeExcludesSurge =
        "!has(self.allowDowntime) || !self.allowDowntime || !has(self.capacityMode) || self.capacityMode != 'Surge'";

    public const string AnalysisIntervalMinimum = "!has(self.interval) || duration(self.interval) >= duration('5s')";

    public const string MetricIsKnown = "has(self.query) != (self.name in ['ErrorRate', 'LatencyP50', 'LatencyP90', 'LatencyP95', 'LatencyP99'])";

    public const string MetricHasLimit = "has(self.max) || has(self.maxDeltaVsStable) || has(self.maxRatioVsStable)";

    public const string MetricQueryFilled = "!has(self.query) || self.query.matches(r'" + Patterns.MetricQuery + "')";

    public const string MetricLimitFits =
        "has(self.query) ? !has(self.maxDeltaVsStable) && !has(self.maxRatioVsStable) && (!has(self.max) || (!self.max.endsWith('%') && !self.max.endsWith('s')))"
        + " : self.name == 'ErrorRate' ? !has(self.maxRatioVsStable) && (!has(self.max) || self.max.endsWith('%'))"
        + " : !has(self.maxDeltaVsStable) && (!has(self.max) || self.max.endsWith('s'))";

    public const string AccessSaysSomething =
        "has(self.apiKeys) || has(self.jwt) || has(self.rateLimit) || has(self.concurrency)";

    public const string ReplicasOrAutoscaling =
        "!has(self.autoscaling) || (has(self.autoscaling.class) && self.autoscaling.class == 'External') || !has(self.replicas) || self.replicas == 1";

    public const string ExternalDecidesItself =
        IsSlipway + " || (!has(self.minReplicas) && !has(self.maxReplicas) && !has(self.target) && !has(self.scaleToZeroAfter)"
        + " && !has(self.schedules) && !has(self.maxScaleUpPerMinute) && !has(self.activationReplicas) && !has(self.priority))";

    public const string MaxReplicasNeeded = "has(self.maxReplicas) || !" + IsSlipway;

    public const string MinReplicasAtMostMax = "!has(self.minReplicas) || !has(self.maxReplicas) || self.minReplicas <= self.maxReplicas";

    public const string ZeroNeedsMinZero =
        "(!has(self.scaleToZeroAfter) && !has(self.activationReplicas)) || (has(self.minReplicas) && self.minReplicas == 0)";

    public const string ActivationAtMostMax =
        "!has(self.activationReplicas) || !has(self.maxReplicas) || self.activationReplicas <= self.maxReplicas";

    public const string SchedulesAtMostMax =
        "!has(self.schedules) || !has(self.maxReplicas) || self.schedules.all(s, s.replicas <= self.maxReplicas)";

    public const string ScaleToZeroAfterMinimum = "!has(self.scaleToZeroAfter) || duration(self.scaleToZeroAfter) >= duration('10s')";

    public const string ExactlyOneTarget =
        "(has(self.concurrency) ? 1 : 0) + (has(self.requestsPerSecond) ? 1 : 0) + (has(self.latencyP95) ? 1 : 0) == 1";

    public const string LatencyMinimum = "!has(self.latencyP95) || duration(self.latencyP95) >= duration('1ms')";

    public const string ScheduleDuration = "duration(self.duration) >= duration('1m') && duration(self.duration) <= duration('168h')";

    private const string IsSlipway = "(!has(self.class) || self.class == 'Slipway')";

    private const string IsCanary = "(has(self.strategy) && self.strategy == 'Canary')";
}
