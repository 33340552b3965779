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

    public const string CredentialsNeedStore =
        "!has(self.credentials) || self.uri.startsWith('https://') || self.uri.startsWith('s3://')";

    public const string GpuOnlyByCount =
        "(!has(self.requests) || (!('nvidia.com/gpu' in self.requests)"
        + " && (!has(self.gpu) || !has(self.gpu.resource) || !(self.gpu.resource in self.requests))))"
        + " && (!has(self.limits) || (!('nvidia.com/gpu' in self.limits)"
        + " && (!has(self.gpu) || !has(self.gpu.resource) || !(self.gpu.resource in self.limits))))";

    public const string ProgressDeadlineMinimum =
        "!has(self.progressDeadline) || duration(self.progressDeadline) >= duration('10s')";
}
