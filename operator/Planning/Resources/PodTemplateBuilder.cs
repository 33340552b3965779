using Slipway.Api;
using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>Renders the pods of a revision. Called once per revision; the result is stored.</summary>
internal static class PodTemplateBuilder
{
    public const string ContainerName = "runtime";

    public static V1PodTemplateSpec Build(ModelDeployment model, string revision, string version, PlanningSettings settings)
    {
        var name = model.Metadata.Name!;
        var template = model.Spec.PodTemplate;
        var labels = Labels.Versioned(name, revision, version);
        foreach (var (key, value) in template?.Metadata?.Labels ?? [])
            labels.TryAdd(key, value);

        var pod = PodTemplateMerge.Merge(Pod(model, revision, version, settings), template?.Spec);
        RestrictedSecurity.Harden(pod);
        NodeLoss.Tolerate(pod);
        return new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta
            {
                Labels = labels,
                Annotations = template?.Metadata?.Annotations is { Count: > 0 } given ? new(given, StringComparer.Ordinal) : null,
            },
            Spec = pod,
        };
    }

    private static V1PodSpec Pod(ModelDeployment model, string revision, string version, PlanningSettings settings)
    {
        var scheduling = model.Spec.Scheduling;
        return new V1PodSpec
        {
            ServiceAccountName = ObjectNames.Shared(model.Metadata.Name!),
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            SecurityContext = RestrictedSecurity.Pod(),
            // What the runtime needs to drain, and a little to notice that it should.
            TerminationGracePeriodSeconds = (long)Math.Ceiling((settings.DrainDelay + settings.DrainTimeout).TotalSeconds) + 5,
            NodeSelector = scheduling?.NodeSelector is { Count: > 0 } labels ? labels : null,
            Tolerations = scheduling?.Tolerations is { Count: > 0 } tolerations ? tolerations : null,
            Affinity = scheduling?.Affinity is { UnknownFields.Count: > 0 } affinity ? affinity : null,
            PriorityClassName = scheduling?.PriorityClassName,
            RuntimeClassName = scheduling?.RuntimeClassName,
            TopologySpreadConstraints = Spread(model, revision),
            ImagePullSecrets = settings.ImagePullSecrets.Count == 0
                ? null
                : [.. settings.ImagePullSecrets.Select(secret => new V1LocalObjectReference { Name = secret })],
            Containers = [Container(model, revision, version, settings)],
            Volumes = [.. PodVolumes.Of(model, revision).Select(pair => pair.Volume)],
        };
    }

    private static V1Container Container(ModelDeployment model, string revision, string version, PlanningSettings settings) => new()
    {
        Name = ContainerName,
        Image = model.Spec.Runtime?.Image ?? settings.RuntimeImage,
        ImagePullPolicy = settings.ImagePullPolicy,
        Args = RuntimeArguments.Of(model, version, settings),
        Ports =
        [
            new V1ContainerPort { Name = RuntimePorts.HttpName, ContainerPort = RuntimePorts.Http, Protocol = "TCP" },
            new V1ContainerPort { Name = RuntimePorts.GrpcName, ContainerPort = RuntimePorts.Grpc, Protocol = "TCP" },
            new V1ContainerPort { Name = RuntimePorts.AdminName, ContainerPort = RuntimePorts.Admin, Protocol = "TCP" },
        ],
        Resources = Resources(model.Spec),
        VolumeMounts = [.. PodVolumes.Of(model, revision).Select(pair => pair.Mount)],
        SecurityContext = RestrictedSecurity.Container(),
        // The server listens while the model loads, so liveness needs no startup probe.
        LivenessProbe = Probe("/livez", period: 10, timeout: 5, failures: 6),
        ReadinessProbe = Probe("/readyz", period: 1, timeout: 2, failures: 2),
        TerminationMessagePath = "/dev/termination-log",
        TerminationMessagePolicy = "File",
    };

    private static V1Probe Probe(string path, int period, int timeout, int failures) => new()
    {
        HttpGet = new V1HTTPGetAction { Path = path, Port = RuntimePorts.AdminName, Scheme = "HTTP" },
        PeriodSeconds = period,
        TimeoutSeconds = timeout,
        FailureThreshold = failures,
        SuccessThreshold = 1,
    };

    private static V1ResourceRequirements? Resources(ModelDeploymentSpec spec)
    {
        var limits = new Dictionary<string, ResourceQuantity>(spec.Resources?.Limits ?? [], StringComparer.Ordinal);
        var requests = new Dictionary<string, ResourceQuantity>(spec.Resources?.Requests ?? [], StringComparer.Ordinal);
        if (Defaults.GpuCountOf(spec) is > 0 and var count)
            limits[Defaults.GpuResourceOf(spec)] = requests[Defaults.GpuResourceOf(spec)] = IntOrString.FromInt32(count).Value;
        return limits.Count + requests.Count == 0
            ? null
            : new V1ResourceRequirements { Limits = limits.Count == 0 ? null : limits, Requests = requests.Count == 0 ? null : requests };
    }

    private static List<V1TopologySpreadConstraint>? Spread(ModelDeployment model, string revision)
    {
        var own = new V1LabelSelector { MatchLabels = Labels.Selecting(model.Metadata.Name!, revision) };
        return model.Spec.Scheduling?.TopologySpread is not { Count: > 0 } given
            ? null
            : [.. given.Select(constraint => new V1TopologySpreadConstraint
            {
                MaxSkew = constraint.MaxSkew,
                TopologyKey = constraint.TopologyKey,
                WhenUnsatisfiable = constraint.WhenUnsatisfiable,
                LabelSelector = constraint.LabelSelector ?? own,
                UnknownFields = constraint.UnknownFields,
            })];
    }
}
