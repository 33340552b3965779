namespace Slipway.Api.Validation;

/// <summary>
/// Checks a spec beyond its schema: the twins of the CEL rules, what must hold even where no schema was applied, and the pod
/// template, which no schema can check.
/// </summary>
public static class ModelDeploymentValidator
{
    /// <summary>All broken rules, in the order of the fields; empty when the spec is valid.</summary>
    public static IReadOnlyList<ValidationError> Validate(ModelDeploymentSpec spec) =>
    [
        .. Model(spec.Model), .. Providers(spec), .. RuntimeRules.Check(spec.Runtime), .. Resources(spec), .. AutoscalingRules.Check(spec),
        .. RolloutRules.Check(spec.Rollout), .. AccessRules.Check(spec.Access), .. CacheRules.Check(spec.Cache), .. PodTemplateRules.Check(spec.PodTemplate),
    ];

    private static IEnumerable<ValidationError> Model(ModelSpec model)
    {
        if (model.Uri.Length > ModelDeploymentLimits.UriLength || !Patterns.IsMatch(Patterns.ModelUri, model.Uri))
            yield return new("spec.model.uri", ValidationMessages.ModelUri);
        else if (model.Credentials is not null && !TakesCredentials(model.Uri))
            yield return new("spec.model", ValidationMessages.CredentialsNeedStore);
        if (model.Version is { } version && !Patterns.IsMatch(Patterns.LabelValue, version))
            yield return new("spec.model.version", "must be letters, digits, dots, dashes and underscores, with a letter or digit at both ends");
        if (model.Sha256 is { } digest && !Patterns.IsMatch(Patterns.Sha256, digest))
            yield return new("spec.model.sha256", "must be 64 hexadecimal digits in lower case");
    }

    private static IEnumerable<ValidationError> Providers(ModelDeploymentSpec spec)
    {
        if (spec.Runtime?.ExecutionProviders is not { } providers)
            yield break;
        if (providers.Distinct(StringComparer.Ordinal).Count() != providers.Count)
            yield return new("spec.runtime", ValidationMessages.ProvidersOnce);

        var cuda = providers.Contains(ExecutionProvider.Cuda);
        var gpus = Defaults.GpuCountOf(spec);
        if (cuda && gpus == 0)
            yield return new("spec", ValidationMessages.CudaNeedsGpu);
        if (!cuda && gpus > 0)
            yield return new("spec", ValidationMessages.GpuNeedsProvider);
    }

    private static IEnumerable<ValidationError> Resources(ModelDeploymentSpec spec)
    {
        if (spec.Resources is not { } resources)
            yield break;
        var gpus = new[] { Defaults.GpuResource, Defaults.GpuResourceOf(spec) };
        if (gpus.Any(gpu => resources.Requests?.ContainsKey(gpu) == true || resources.Limits?.ContainsKey(gpu) == true))
            yield return new("spec.resources", ValidationMessages.GpuOnlyByCount);
        foreach (var (name, request) in resources.Requests ?? [])
        {
            if (resources.Limits?.TryGetValue(name, out var limit) == true && Exceeds(request, limit))
                yield return new($"spec.resources.requests[{name}]", $"must be at most the limit, {limit}");
        }
    }

    // What is no quantity is refused by the schema, and else by the API server when the pod is made.
    private static bool Exceeds(ResourceQuantity request, ResourceQuantity limit)
    {
        try
        {
            return request.ToDecimal() > limit.ToDecimal();
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool TakesCredentials(string uri) => uri.StartsWith("https://", StringComparison.Ordinal)
        || uri.StartsWith("s3://", StringComparison.Ordinal)
        || uri.StartsWith("oci://", StringComparison.Ordinal)
        || uri.StartsWith("hf://", StringComparison.Ordinal);
}
