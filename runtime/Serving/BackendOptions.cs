using System.Collections.Immutable;

namespace Slipway.Runtime.Serving;

/// <summary>How a backend should run a model.</summary>
public sealed record BackendOptions
{
    /// <summary>Execution providers in order of preference; without <c>CPU</c> the load fails closed. Default: CPU.</summary>
    public ImmutableArray<string> ExecutionProviders { get; init; } = ["CPU"];

    /// <summary>How many runs there may be at once, at least 1. Default: 1.</summary>
    public int ConcurrentRuns { get; init; } = 1;

    /// <summary>Threads that share the work of one run, the calling one included, at least 1. Default: 1.</summary>
    public int ThreadsPerRun { get; init; } = 1;

    /// <summary>A writable directory for what is derived from the model, such as its optimized graph; null: nothing is kept.</summary>
    public string? CacheDirectory { get; init; }
}
