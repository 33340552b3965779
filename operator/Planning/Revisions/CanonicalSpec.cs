using System.Globalization;
using System.Text.Json;
using Slipway.Api;

namespace Slipway.Planning.Revisions;

/// <summary>
/// The parts of a spec that shape a pod, in a form that is the same however the user wrote it: absent, empty and default are one, amounts
/// are numbers in base units, members are sorted. <b>Frozen</b>: whatever changes this form restarts every model in the world, so new
/// fields may join, but what is here stays, and a default that changes elsewhere does not change here.
/// </summary>
internal static class CanonicalSpec
{
    private const string FrozenGpuResource = "nvidia.com/gpu";

    private const string FrozenProviderWithGpu = "CUDA";

    private const string FrozenProviderWithoutGpu = "CPU";

    /// <summary>The user's spec without what does not shape a pod (replicas, autoscaling, rollout, access); a copy.</summary>
    public static ModelDeploymentSpec ShapeOf(ModelDeploymentSpec spec)
    {
        var shape = JsonSerializer.Deserialize(
            JsonSerializer.SerializeToUtf8Bytes(spec, ApiJsonContext.Default.ModelDeploymentSpec),
            ApiJsonContext.Default.ModelDeploymentSpec)!;
        shape.Replicas = null;
        shape.Rollout = null;
        shape.Autoscaling = null;
        shape.Access = null;
        return shape;
    }

    public static byte[] Utf8Of(ModelDeploymentSpec spec)
    {
        var shape = ShapeOf(spec);
        shape.Runtime = Normal(shape.Runtime, shape.Resources);
        shape.Resources = Normal(shape.Resources);
        shape.Scheduling = Normal(shape.Scheduling);
        shape.Cache = Normal(shape.Cache);
        shape.PodTemplate = Normal(shape.PodTemplate);
        return CanonicalJson.Utf8Of(JsonSerializer.SerializeToElement(shape, ApiJsonContext.Default.ModelDeploymentSpec));
    }

    private static RuntimeSpec? Normal(RuntimeSpec? runtime, ResourcesSpec? resources)
    {
        if (runtime is null)
            return null;
        var standard = resources?.Gpu?.Count > 0 ? FrozenProviderWithGpu : FrozenProviderWithoutGpu;
        if (runtime.ExecutionProviders is [] || (runtime.ExecutionProviders is [var only] && only == standard))
            runtime.ExecutionProviders = null;
        if (runtime.Batching is { MaxBatchSize: null, MaxQueueDelay: null, Axes: null or { Count: 0 }, UnknownFields: null })
            runtime.Batching = null;
        if (runtime.Queue is { MaxLength: null, Timeout: null, UnknownFields: null })
            runtime.Queue = null;
        return runtime is { ExecutionProviders: null, Image: null, Batching: null, Instances: null, Queue: null, UnknownFields: null }
            ? null
            : runtime;
    }

    private static ResourcesSpec? Normal(ResourcesSpec? resources)
    {
        if (resources is null)
            return null;
        if (resources.Gpu is { Count: 0 })
            resources.Gpu = null;
        if (resources.Gpu is { Resource: FrozenGpuResource })
            resources.Gpu.Resource = null;
        resources.Requests = Normal(resources.Requests);
        resources.Limits = Normal(resources.Limits);
        return resources is { Gpu: null, Requests: null, Limits: null, UnknownFields: null } ? null : resources;
    }

    private static Dictionary<string, ResourceQuantity>? Normal(Dictionary<string, ResourceQuantity>? amounts) =>
        amounts is not { Count: > 0 } ? null : amounts.ToDictionary(pair => pair.Key, pair => Normal(pair.Value), StringComparer.Ordinal);

    private static ResourceQuantity Normal(ResourceQuantity amount)
    {
        try
        {
            return amount.ToDecimal().ToString("0.##################", CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            return amount; // Not a quantity: the API server will refuse the pod and say so.
        }
    }

    private static SchedulingSpec? Normal(SchedulingSpec? scheduling)
    {
        if (scheduling is null)
            return null;
        if (scheduling.NodeSelector is { Count: 0 })
            scheduling.NodeSelector = null;
        if (scheduling.Tolerations is { Count: 0 })
            scheduling.Tolerations = null;
        if (scheduling.Affinity is { UnknownFields: null or { Count: 0 } })
            scheduling.Affinity = null;
        if (scheduling.TopologySpread is { Count: 0 })
            scheduling.TopologySpread = null;
        return scheduling is
        {
            NodeSelector: null, Tolerations: null, Affinity: null, PriorityClassName: null, RuntimeClassName: null,
            TopologySpread: null, UnknownFields: null,
        }
            ? null
            : scheduling;
    }

    private static CacheSpec? Normal(CacheSpec? cache)
    {
        if (cache?.SizeLimit is { } limit)
            cache.SizeLimit = Normal(limit);
        return cache is { ClaimName: null, SizeLimit: null, UnknownFields: null } ? null : cache;
    }

    private static PodTemplateSpec? Normal(PodTemplateSpec? template)
    {
        if (template is null)
            return null;
        if (template.Metadata is { Labels: null or { Count: 0 }, Annotations: null or { Count: 0 }, UnknownFields: null })
            template.Metadata = null;
        if (template.Spec is { ValueKind: JsonValueKind.Null } || (template.Spec is { ValueKind: JsonValueKind.Object } spec && !spec.EnumerateObject().Any()))
            template.Spec = null;
        return template is { Metadata: null, Spec: null, UnknownFields: null } ? null : template;
    }
}
