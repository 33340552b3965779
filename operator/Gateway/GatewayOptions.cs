namespace Slipway.Gateway;

/// <summary>What the administrator of a gateway sets.</summary>
public sealed record GatewayOptions
{
    /// <summary>Port of REST requests (HTTP/1.1); 0: any free one. Default 8080.</summary>
    public int HttpPort { get; init; } = 8080;

    /// <summary>Port of gRPC requests (HTTP/2); 0: any free one. Default 9000.</summary>
    public int GrpcPort { get; init; } = 9000;

    /// <summary>Port of probes, metrics, /routes and /demand; 0: any free one. Default 9090.</summary>
    public int AdminPort { get; init; } = 9090;

    /// <summary>Listen on the loopback address only. Default false.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>A PEM file with the certificate of the REST and gRPC ports, and what leads to its root; null (default): no TLS. Read again when it changes.</summary>
    public string? TlsCertificatePath { get; init; }

    /// <summary>A PEM file with its key; null (default): it is in the same file.</summary>
    public string? TlsKeyPath { get; init; }

    /// <summary>
    /// A PEM file with the private key (ECDSA on P-256) by which replicas know the gateway, the same for all gateways; null (default):
    /// replicas are shown nothing. Read again when it changes.
    /// </summary>
    public string? ReplicaKeyPath { get; init; }

    /// <summary>Names this process in demand reports; must differ between gateways and between starts.</summary>
    public string Identity { get; init; } = $"{Environment.MachineName}-{Guid.NewGuid():N}"[..Math.Min(Environment.MachineName.Length + 9, 63)];

    /// <summary>Namespaces whose models are routed; empty: all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>The namespace of requests that name none: <c>/v2/models/{name}/…</c>. Default <c>default</c>.</summary>
    public string DefaultNamespace { get; init; } = "default";

    /// <summary>What a request may wait for a replica when it has no deadline of its own. Default 60 s.</summary>
    public TimeSpan QueueTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>What a replica may take to begin its answer. Default 300 s.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>Requests that may wait per version. Default 1,000.</summary>
    public int MaxQueueLength { get; init; } = 1_000;

    /// <summary>Bytes of bodies that may wait per version. Default 64 MiB.</summary>
    public long MaxQueueBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Requests that a replica is given at once when the model's status does not say. Default 32.</summary>
    public int DefaultConcurrency { get; init; } = 32;

    /// <summary>The largest request body. Default 64 MiB.</summary>
    public long MaxBodyBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Copies of a model's requests to a version under trial that are under way at once; more are not made. Default 32.</summary>
    public int MaxShadowCopies { get; init; } = 32;

    /// <summary>Bytes of bodies and answers that are kept for such copies of a model; more copies are not made. Default 32 MiB.</summary>
    public long MaxShadowBytes { get; init; } = 32 * 1024 * 1024;

    /// <summary>What a client may take to send its headers. Default 10 s.</summary>
    public TimeSpan HeaderTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may send or read slower than 240 bytes per second before its connection is closed. Default 5 s.</summary>
    public TimeSpan SlowClientGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client may take to read 64 KiB of an answer before its connection is closed. Default 30 s.</summary>
    public TimeSpan StalledReaderTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Requests of one HTTP/2 connection under way at once. Default 256.</summary>
    public int MaxStreamsPerConnection { get; init; } = 256;

    /// <summary>How old the Secrets of spec.access may be; revoked keys are refused after that. Default 15 s.</summary>
    public TimeSpan AccessRefresh { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Over how long a new replica beside others is given its full share. Default 10 s.</summary>
    public TimeSpan SlowStart { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after SIGTERM the gateway is unready but takes requests, so that load balancers look away. Default 5 s.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What requests under way may take after that. Default 90 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(90);
}
