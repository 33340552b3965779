using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Runtime.Serving.Batching;
using Slipway.Runtime.Serving.Scheduling;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Lifecycle;

/// <summary>Which model to serve, and how.</summary>
public sealed record ServedModelOptions
{
    /// <summary>The name in <c>/v2/models/{name}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The version in <c>/v2/models/{name}/versions/{version}</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Where the model comes from.</summary>
    public required FetchRequest Source { get; init; }

    /// <summary>How the backend runs it.</summary>
    public BackendOptions Backend { get; init; } = new();

    /// <summary>Told what went wrong without failing the start. Default: nobody.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How requests are put together.</summary>
    public BatchingOptions Batching { get; init; } = new();

    /// <summary>The limits in front of the backend.</summary>
    public SchedulerOptions Scheduler { get; init; } = new();
}
