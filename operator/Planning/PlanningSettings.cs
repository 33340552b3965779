namespace Slipway.Planning;

/// <summary>What the administrator of the operator has set. All of it is pinned into a version's record when that is first seen.</summary>
public sealed record PlanningSettings
{
    /// <summary>Image of the runtime for versions that name none; by digest or exact tag.</summary>
    public required string RuntimeImage { get; init; }

    /// <summary>Version of the operator, noted in records.</summary>
    public required string OperatorVersion { get; init; }

    /// <summary>Pull policy of the runtime image; null: Kubernetes decides by the tag.</summary>
    public string? ImagePullPolicy { get; init; } = "IfNotPresent";

    /// <summary>Secrets for pulling images, in the model's namespace. Default none.</summary>
    public IReadOnlyList<string> ImagePullSecrets { get; init; } = [];

    /// <summary>Hosts, addresses and CIDR ranges that models may be fetched from although they are private; <c>*</c>: any. Default none.</summary>
    public IReadOnlyList<string> AllowedHosts { get; init; } = [];

    /// <summary>Whether a gateway shares out the requests by status.traffic. Default false: the Service's selector is all there is.</summary>
    public bool GatewayInstalled { get; init; }

    /// <summary>Where clients reach the gateway; null: requests go to each model's Service.</summary>
    public Uri? GatewayUrl { get; init; }

    /// <summary>Namespace of the gateway's pods, from where alone models with spec.access may be reached; null: any.</summary>
    public string? GatewayNamespace { get; init; }

    /// <summary>
    /// The gateway's public keys (ECDSA on P-256, SubjectPublicKeyInfo in base64), whose holder alone new versions answer; empty: everyone.
    /// Default none.
    /// </summary>
    public IReadOnlyList<string> GatewayKeys { get; init; } = [];

    /// <summary>Whether results of external queries (<see cref="Plan.Queries"/>) are provided, in <see cref="Observation.External"/>. Default false.</summary>
    public bool MetricsServerConfigured { get; init; }

    /// <summary>After SIGTERM: how long a replica is unready but still serves. Default 10 s.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Then: how long requests in flight may take. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
