using System.Reflection;
using Slipway.Kubernetes.Controllers;
using Slipway.Planning;

namespace Slipway.Controllers;

/// <summary>What the administrator of an operator sets.</summary>
public sealed record ManagerOptions
{
    /// <summary>Name of the operator: lease, field manager, event source.</summary>
    public const string Name = "slipway";

    /// <summary>Image of the runtime for models that name none; by digest or exact tag.</summary>
    public required string RuntimeImage { get; init; }

    /// <summary>Pull policy of the runtime image. Default IfNotPresent.</summary>
    public string ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>Names of Secrets for pulling the runtime image, in each model's namespace. Default none.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Namespaces to look after; empty: all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>Hosts, addresses and CIDR ranges that models may be fetched from although they are private; <c>*</c>: any. Default none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>
    /// Whether nodes and the pods of all namespaces are followed, so that a rollout knows what the cluster has room for before anything
    /// moves. Default false: the scheduler tells. Where they may not be read, it is as if this were false.
    /// </summary>
    public bool WatchNodes { get; init; }

    /// <summary>
    /// Prometheus that answers queries of <c>spec.rollout.analysis</c>, such as <c>http://prometheus.monitoring:9090</c>; null: there is
    /// none, and specs with queries are refused.
    /// </summary>
    public Uri? PrometheusUrl { get; init; }

    /// <summary>Where clients reach the gateway, such as <c>http://gateway.example.com</c>; null: there is no gateway, and requests go to each model's Service.</summary>
    public Uri? GatewayUrl { get; init; }

    /// <summary>Namespace of the gateway's pods, from where alone models with spec.access may be reached; null: any.</summary>
    public string? GatewayNamespace { get; init; }

    /// <summary>
    /// The gateway's public keys (ECDSA on P-256, SubjectPublicKeyInfo in base64), whose holder alone new versions answer; empty: everyone.
    /// Default none.
    /// </summary>
    public IReadOnlyList<string> GatewayKeys { get; init; } = [];

    /// <summary>Admin addresses of gateways that are not pods with our labels. Default none.</summary>
    public IReadOnlyList<Uri> GatewayAddresses { get; init; } = [];

    /// <summary>
    /// Nodes are added for pods that find none: then all replicas that are needed may wait for one, and models do not share what is
    /// there by priority. Default false: one replica at most waits.
    /// </summary>
    public bool HasNodeAutoscaler { get; init; }

    /// <summary>Only one of several processes works at a time. Default true.</summary>
    public bool LeaderElection { get; init; } = true;

    /// <summary>Name of the lease; null: <c>slipway</c>. Releases that share a namespace need different ones.</summary>
    public string? LeaseName { get; init; }

    /// <summary>Where the lease lives; null: the pod's namespace, or the kubeconfig's.</summary>
    public string? LeaseNamespace { get; init; }

    /// <summary>ModelDeployments reconciled at the same time. Default 4.</summary>
    public int MaxConcurrentReconciles { get; init; } = 4;

    /// <summary>
    /// Whether pods may have the address of their node, with ports of their own, as in local mode. Default false: a pod that claims
    /// such an address is not asked for its status.
    /// </summary>
    public bool PodsShareAddresses { get; init; }

    /// <summary>How long a replica that ends is unready but still serves, so that everyone looks away in time; null: 10 s.</summary>
    public TimeSpan? DrainDelay { get; init; }

    /// <summary>
    /// How long a process that begins to lead lets no replica go, because it has not seen enough yet. Zero where nothing ran before.
    /// Default 60 s.
    /// </summary>
    public TimeSpan ScaleDownCaution { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Version of this operator, noted in what it renders.</summary>
    public static string Version { get; } = InformationalVersion().Split('+')[0];

    internal PlanningSettings ToPlanningSettings()
    {
        var settings = new PlanningSettings
        {
            RuntimeImage = RuntimeImage,
            OperatorVersion = Version,
            ImagePullPolicy = ImagePullPolicy,
            ImagePullSecrets = ImagePullSecrets,
            AllowedHosts = AllowedHosts,
            GatewayInstalled = GatewayUrl is not null,
            GatewayUrl = GatewayUrl,
            MetricsServerConfigured = PrometheusUrl is not null,
            GatewayNamespace = GatewayNamespace,
            GatewayKeys = GatewayKeys,
        };
        return DrainDelay is { } delay ? settings with { DrainDelay = delay } : settings;
    }

    internal OperatorSettings ToOperatorSettings() => new()
    {
        Name = Name,
        Namespaces = Namespaces,
        MaxConcurrentReconciles = MaxConcurrentReconciles,
        LeaderElection = LeaderElection,
        LeaseName = LeaseName,
        LeaseNamespace = LeaseNamespace,
    };

    private static string InformationalVersion() =>
        typeof(ManagerOptions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
