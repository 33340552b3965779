using Slipway.Local.Node.Launching;

namespace Slipway.Cli.Local.Platform;

/// <summary>What <c>slipway local</c> runs.</summary>
internal sealed record LocalOptions
{
    /// <summary>How slipway-runtime is started.</summary>
    public required RuntimeProgram Runtime { get; init; }

    /// <summary>Models are kept here between runs.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Everything else is kept here, until the end.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>What addresses of models stand for here.</summary>
    public IReadOnlyList<UriMapping> Mappings { get; init; } = [];

    /// <summary>GPUs that models may ask for. Default 0.</summary>
    public int Gpus { get; init; }

    /// <summary>Port of REST requests; 0: any free one. Default 8000.</summary>
    public int HttpPort { get; init; } = 8000;

    /// <summary>Port of gRPC requests; 0: any free one. Default 8001.</summary>
    public int GrpcPort { get; init; } = 8001;

    /// <summary>Port of the gateway's metrics and routes; 0: any free one. Default 8002.</summary>
    public int AdminPort { get; init; } = 8002;

    /// <summary>The namespace of objects and requests that name none. Default <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>How long a replica that is to end goes on serving. One gateway notices at once. Default 1 s.</summary>
    public TimeSpan DrainDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The wait before a replica that failed twice is started again; doubles from then on. Default 10 s, as on a cluster.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(10);
}
