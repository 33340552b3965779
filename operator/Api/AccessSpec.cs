using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Who may send requests to the model, and how many. The gateway enforces it.</summary>
[Description("Who may send requests to the model, and how many; enforced by the gateway. Absent: everybody who reaches it may.")]
[ValidationRule(ValidationRules.AccessSaysSomething, ValidationMessages.AccessSaysSomething)]
public sealed class AccessSpec : KubernetesModel
{
    [Description("Keys that callers send as x-api-key, or as authorization: Bearer.")]
    public ApiKeysSpec? ApiKeys { get; set; }

    [Description("Signed tokens that callers send as authorization: Bearer. With apiKeys, either is enough.")]
    public JwtSpec? Jwt { get; set; }

    [Description("How many requests each caller may send per second, at each gateway pod; 429 above. Default: no limit.")]
    public RateLimitSpec? RateLimit { get; set; }

    [RangeMinimum(1)]
    [RangeMaximum(ModelDeploymentLimits.CallerConcurrency)]
    [Description("How many requests of one caller may be under way or wait at once, at each gateway pod; 429 above. Default: no limit. "
        + "Without apiKeys and jwt all callers count as one, as they do for rateLimit.")]
    public int? Concurrency { get; set; }
}
