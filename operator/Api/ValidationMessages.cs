namespace Slipway.Api;

/// <summary>What people read when a cross-field rule is broken: the same from the API server and from the operator.</summary>
public static class ValidationMessages
{
    public const string CudaNeedsGpu =
        "runtime.executionProviders lists CUDA, but resources.gpu.count is 0: ask for a GPU, or remove CUDA";

    public const string GpuNeedsProvider =
        "resources.gpu.count asks for GPUs that runtime.executionProviders would never use: add CUDA, or set the count to 0";

    public const string ProvidersOnce =
        "executionProviders must name each provider once";

    public const string CredentialsNeedStore =
        "credentials are used with https and s3 only: http would send them unencrypted, and pvc needs none";

    public const string GpuOnlyByCount =
        "GPUs are asked for with resources.gpu.count, not in requests or limits";

    public const string ProgressDeadlineMinimum =
        "progressDeadline must be at least 10s";

    public const string ModelUri =
        "must be an https, http, s3 or pvc address without user name, fragment, and segments . or .. (plain or encoded)";

    public const string Duration =
        "must be a duration such as 500ms, 30s, 10m or 1h30m";
}
