using System.Collections.Immutable;
using System.Net;
using Slipway.Runtime.Server.Admission;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Server.Arguments;

/// <summary>What <c>serve</c> was asked to do; every value checked.</summary>
internal sealed record ServeArguments
{
    /// <summary>Name in <c>/v2/models/{name}</c>.</summary>
    public required string ModelName { get; init; }

    /// <summary>Version in <c>/v2/models/{name}/versions/{version}</c>.</summary>
    public required string ModelVersion { get; init; }

    /// <summary>Where the model is, and what it must be.</summary>
    public required FetchRequest Source { get; init; }

    /// <summary>In order of preference.</summary>
    public required ImmutableArray<string> ExecutionProviders { get; init; }

    /// <summary>Where models and optimized graphs are placed.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>What the models there may take, in bytes; null: what the volume holds.</summary>
    public long? CacheLimitBytes { get; init; }

    /// <summary>After SIGTERM: unready, but still serving.</summary>
    public required TimeSpan DrainDelay { get; init; }

    /// <summary>Then: how long requests in flight may take.</summary>
    public required TimeSpan DrainTimeout { get; init; }

    /// <summary>How long a request may wait and run together; null: for ever.</summary>
    public TimeSpan? RequestTimeout { get; init; }

    /// <summary>Which requests run together, and how many there may be.</summary>
    public SchedulingArguments Scheduling { get; init; } = new();

    /// <summary>Hosts, addresses and CIDR ranges that may be private.</summary>
    public required ImmutableArray<string> AllowedHosts { get; init; }

    /// <summary>The gateway whose requests alone are answered; null: everyone's are.</summary>
    public GatewayTrust? Gateway { get; init; }

    /// <summary>Port of the V2 protocol.</summary>
    public required int HttpPort { get; init; }

    /// <summary>Port of the V2 protocol over gRPC; 0: not offered.</summary>
    public required int GrpcPort { get; init; }

    /// <summary>Port of metrics, health and status.</summary>
    public required int AdminPort { get; init; }

    /// <summary>The address to listen on; null: all of them.</summary>
    public IPAddress? ListenAddress { get; init; }

    /// <summary>Whether to end at once when the parent process is gone.</summary>
    public bool ExitWithParent { get; init; }

    /// <summary>Where the termination message goes; null: where the kubelet wants it.</summary>
    public string? TerminationLog { get; init; }

    /// <summary>Whether a person started it with nothing but a file, and wants to be told how to use it.</summary>
    public bool ByHand { get; init; }
}
