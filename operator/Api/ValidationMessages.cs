namespace Slipway.Api;

/// <summary>What people read when a cross-field rule is broken: the same from the API server and from the operator.</summary>
public static class ValidationMessages
{
    public const string AccessSaysSomething =
        "access must say something, or be absent: apiKeys, jwt, rateLimit or concurrency";

    public const string CudaNeedsGpu =
        "runtime.executionProviders lists CUDA, but resources.gpu.count is 0: ask for a GPU, or remove CUDA";

    public const string GpuNeedsProvider =
        "resources.gpu.count asks for GPUs that runtime.executionProviders would never use: add CUDA, or set the count to 0";

    public const string ProvidersOnce =
        "executionProviders must name each provider once";

    public const string MaxBatchSizeRange = "maxBatchSize must be Auto or a number from 1 to 4096";

    public const string MaxQueueDelayMaximum = "maxQueueDelay must be at most 10s";

    public const string AxisOrShared = "must have exactly one of axis and shared: true";

    public const string QueueTimeoutMinimum = "timeout must be at least 1ms";

    public const string CredentialsNeedStore =
        "credentials are used with https, s3, oci and hf only: http would send them unencrypted, and pvc needs none";

    public const string GpuOnlyByCount =
        "GPUs are asked for with resources.gpu.count, not in requests or limits";

    public const string ProgressDeadlineMinimum =
        "progressDeadline must be at least 10s";

    public const string StepsNeedCanary =
        "steps need strategy Canary";

    public const string CapacityModeNeedsCanary =
        "capacityMode and allowDowntime need strategy Canary: Rolling and BlueGreen always add replicas, and Recreate never does";

    public const string TrialNeedsGateway =
        "shadow, headerRoute and analysis need strategy Canary or BlueGreen";

    public const string DeadlinesNeedStrategy =
        "capacityDeadline and onDeadline need strategy Canary, BlueGreen or Recreate: Rolling waits, and the old version stays";

    public const string DowntimeExcludesSurge =
        "allowDowntime has no meaning with capacityMode Surge: remove one of them";

    public const string AnalysisIntervalMinimum =
        "interval must be at least 5s";

    public const string MetricIsKnown =
        "must be ErrorRate, LatencyP50, LatencyP90, LatencyP95 or LatencyP99, or have a query and another name";

    public const string MetricQueryFilled =
        "the query may hold {{namespace}}, {{name}}, {{version}}, {{revision}}, {{stableVersion}} and {{stableRevision}}, and no other doubled braces";

    public const string MetricHasLimit =
        "needs a limit: max, maxDeltaVsStable or maxRatioVsStable";

    public const string MetricLimitFits =
        "the limit does not fit the metric: ErrorRate takes max as a percentage and maxDeltaVsStable; latencies take max as a time and "
        + "maxRatioVsStable; a query takes max as a number";

    public const string StepsAscend =
        "weights must ascend from step to step";

    public const string ReplicasOrAutoscaling =
        "replicas is decided by autoscaling: leave it out (or at 1), and set autoscaling.minReplicas and maxReplicas, or class External";

    public const string ExternalDecidesItself =
        "with class External nothing else may be set in autoscaling: whoever sets spec.replicas has limits and targets of their own";

    public const string MaxReplicasNeeded = "maxReplicas is required";

    public const string MinReplicasAtMostMax = "minReplicas must be at most maxReplicas";

    public const string ZeroNeedsMinZero =
        "scaleToZeroAfter and activationReplicas need minReplicas 0: without it there is always a replica";

    public const string ActivationAtMostMax = "activationReplicas must be at most maxReplicas";

    public const string SchedulesAtMostMax = "schedules must ask for at most maxReplicas";

    public const string ScaleToZeroAfterMinimum = "scaleToZeroAfter must be at least 10s";

    public const string ExactlyOneTarget = "target must be exactly one of concurrency, requestsPerSecond and latencyP95";

    public const string LatencyMinimum = "latencyP95 must be at least 1ms";

    public const string ScheduleDuration = "duration of a schedule must be from 1m to 168h";

    public const string Cron =
        "must be five fields (minute 0-59, hour 0-23, day 1-31, month 1-12, day of week 0-7) that some day matches, such as \"30 7 * * 1-5\"";

    public const string TimeZone = "is not a time zone that the operator knows";

    public const string ModelUri =
        "must be an https, http, s3, oci, hf or pvc address without user name, fragment, and segments . or .. (plain or encoded)";

    public const string ObjectName =
        "must be the name of an object: lower-case letters, digits, dashes and dots, with a letter or digit at both ends";

    public const string Duration =
        "must be a duration such as 500ms, 30s, 10m or 1h30m";
}
