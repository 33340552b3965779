namespace Slipway.Kubernetes.Client;

/// <summary>How a <see cref="KubernetesClient"/> behaves.</summary>
public sealed record KubernetesClientOptions
{
    /// <summary>Owner of the fields that are written without a name of their own. Default <c>slipway</c>.</summary>
    public string FieldManager { get; init; } = "slipway";

    /// <summary>Sent as User-Agent; shows up in the server's audit log. Default <c>slipway</c>.</summary>
    public string UserAgent { get; init; } = "slipway";

    /// <summary>Requests per second in the long run; null: no limit on our side, the server's own fairness decides.</summary>
    public double? RequestsPerSecond { get; init; }

    /// <summary>Requests that may go at once before <see cref="RequestsPerSecond"/> holds. Default 10.</summary>
    public int Burst { get; init; } = 10;

    /// <summary>How long one try may take, from sending to the last byte; watches: to the first byte. Default 60 s, the server's own limit.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest wait that the server may ask for by Retry-After; a longer one is thrown to the caller at once. Default 30 s.</summary>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a watch may be silent past its own end before its connection is taken for dead. Default 30 s.</summary>
    public TimeSpan WatchGrace { get; init; } = TimeSpan.FromSeconds(30);
}
