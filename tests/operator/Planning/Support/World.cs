using Slipway.Api;
using Slipway.Api.Demand;
using Slipway.Kubernetes.Entities;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;
using Slipway.Planning.Autoscaling;
using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Runtime;

namespace Slipway.Planning.Tests.Support;

/// <summary>A cluster in miniature: carries plans out and lets pods be what a test needs.</summary>
internal sealed class World
{
    private int serial;

    static World() => ApiRegistration.Register();

    public DateTimeOffset Now { get; set; } = DateTimeOffset.Parse("2026-01-02T03:04:05Z");

    public ModelDeployment Model { get; } = new()
    {
        Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision", Uid = "uid-model", Generation = 1 },
        Spec = new ModelDeploymentSpec { Model = new ModelSpec { Uri = "https://models.example/ocr/1.onnx", Version = "1" }, Replicas = 1 },
    };

    public PlanningSettings Settings { get; set; } = new() { RuntimeImage = "registry.local/slipway-runtime:0.1.0", OperatorVersion = "0.1.0" };

    public List<V1ControllerRevision> Revisions { get; } = [];

    public List<V1Deployment> Deployments { get; } = [];

    public List<V1ConfigMap> ConfigMaps { get; } = [];

    public List<V1Pod> Pods { get; } = [];

    public List<Corev1Event> Events { get; } = [];

    public Dictionary<string, RuntimeStatus> Reports { get; } = [];

    public IReadOnlyList<GatewayView> Gateways { get; set; } = [];

    public ModelScale? Scale { get; set; }

    public ClusterResources? Cluster { get; set; }

    public IReadOnlyDictionary<string, ExternalSample> External { get; set; } = new Dictionary<string, ExternalSample>();

    public V1Service? Service { get; set; }

    public V1ServiceAccount? Account { get; set; }

    public V1NetworkPolicy? Policy { get; set; }

    public V1PodDisruptionBudget? Budget { get; set; }

    public Plan LastPlan { get; private set; } = null!;

    public ModelDeploymentStatus Status => Model.Status;

    public Observation Observe() => new()
    {
        Model = KubernetesJson.Clone(Model),
        Revisions = Revisions,
        Deployments = Deployments,
        ConfigMaps = ConfigMaps,
        Pods = Pods,
        Service = Service,
        ServiceAccount = Account,
        NetworkPolicy = Policy,
        DisruptionBudget = Budget,
        Events = Events,
        RuntimeStatuses = Reports,
        Gateways = Gateways,
        Scale = Scale,
        Cluster = Cluster,
        External = External,
    };

    public Plan Plan() => Planner.Plan(Observe(), Settings, Now);

    /// <summary>Plans and carries the plan out; controllers then make and remove pods.</summary>
    public Plan Reconcile()
    {
        LastPlan = Plan();
        foreach (var record in LastPlan.Create)
            Revisions.Add(Stored(record));
        foreach (var child in LastPlan.Apply)
            Apply(child);
        foreach (var child in LastPlan.Delete)
        {
            Revisions.RemoveAll(record => ReferenceEquals(record, child));
            Deployments.RemoveAll(deployment => ReferenceEquals(deployment, child));
            ConfigMaps.RemoveAll(config => ReferenceEquals(config, child));
            Pods.RemoveAll(pod => ReferenceEquals(pod, child));
        }

        Model.Status = LastPlan.Status;
        RunControllers();
        return LastPlan;
    }

    public void Change(Action<ModelDeploymentSpec> change)
    {
        change(Model.Spec);
        Model.Metadata.Generation++;
    }

    public void Version(string version) => Change(spec => spec.Model.Version = version);

    public V1Deployment? Deployment(string version) =>
        Deployments.Find(deployment => deployment.Metadata.Labels!["app.kubernetes.io/version"] == version);

    public IReadOnlyList<V1Pod> PodsOf(string version) =>
        [.. Pods.Where(pod => pod.Metadata.Labels!["app.kubernetes.io/version"] == version)];

    public string ServingVersion => Deployments.Concat<IMetadata<V1ObjectMeta>>(Revisions)
        .First(child => Labels.RevisionOf(child) == Service!.Spec.Selector![Labels.Revision]).Metadata.Labels!["app.kubernetes.io/version"];

    public void MakeReady(string version)
    {
        foreach (var pod in PodsOf(version))
            PodStates.Ready(pod, Now);
    }

    /// <summary>One gateway, which routes by what the status says.</summary>
    public void Follow() =>
        Gateways =
        [
            new GatewayView("g1", 3600, new ModelDemand
            {
                Namespace = "vision",
                Name = "ocr",
                Traffic = [.. (Status.Traffic ?? []).Select(target => new RoutedShare(target.Revision, target.Weight ?? 0))],
            }),
        ];

    public V1Condition Condition(string type) => Status.Conditions!.Find(condition => condition.Type == type)!;

    /// <summary>Deploys a version and lets it become ready, with all that follows.</summary>
    public World Settled(string version = "1", int replicas = 1)
    {
        Change(spec => (spec.Model.Version, spec.Replicas) = (version, replicas));
        Reconcile();
        MakeReady(version);
        Reconcile();
        return this;
    }

    private void Apply(KubernetesEntity child)
    {
        switch (child)
        {
            case V1Deployment deployment:
                var existing = Deployments.FindIndex(other => other.Metadata.Name == deployment.Metadata.Name);
                if (existing >= 0)
                {
                    deployment = Stored(deployment, Deployments[existing].Metadata);
                    Deployments[existing] = deployment;
                }
                else
                {
                    Deployments.Add(Stored(deployment));
                }

                break;
            case V1ConfigMap config:
                ConfigMaps.RemoveAll(other => other.Metadata.Name == config.Metadata.Name);
                ConfigMaps.Add(Stored(config));
                break;
            case V1Service service:
                Service = Stored(service);
                break;
            case V1ServiceAccount account:
                Account = Stored(account);
                break;
            case V1NetworkPolicy policy:
                Policy = Stored(policy);
                break;
            case V1PodDisruptionBudget budget:
                Budget = Stored(budget);
                break;
            default:
                throw new InvalidOperationException($"{child.Kind} is not expected here.");
        }
    }

    private void RunControllers()
    {
        Pods.RemoveAll(pod => Deployments.TrueForAll(deployment => Labels.RevisionOf(deployment) != Labels.RevisionOf(pod)));
        foreach (var deployment in Deployments)
        {
            var pods = Pods.Where(pod => Labels.RevisionOf(pod) == Labels.RevisionOf(deployment)).ToList();
            foreach (var surplus in pods.OrderBy(PodFacts.IsReady).Take(Math.Max(0, pods.Count - deployment.Spec.Replicas!.Value)))
                Pods.Remove(surplus);
            for (var missing = pods.Count; missing < deployment.Spec.Replicas; missing++)
                Pods.Add(PodStates.Pending(deployment, ++serial, Now));
        }
    }

    private T Stored<T>(T child, V1ObjectMeta? before = null)
        where T : KubernetesEntity
    {
        var stored = KubernetesJson.Clone(child);
        stored.Metadata.Uid = before?.Uid ?? $"uid-{++serial}";
        stored.Metadata.CreationTimestamp = before?.CreationTimestamp ?? Now;
        return stored;
    }
}
