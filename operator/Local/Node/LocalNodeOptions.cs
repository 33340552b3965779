using Slipway.Local.Node.Launching;

namespace Slipway.Local.Node;

/// <summary>How a <see cref="LocalNode"/> works.</summary>
public sealed record LocalNodeOptions
{
    /// <summary>The node's name. Default: local.</summary>
    public string Name { get; init; } = "local";

    /// <summary>The program that every pod runs.</summary>
    public required RuntimeProgram Runtime { get; init; }

    /// <summary>The image that stands for <see cref="Runtime"/>; containers of other images are refused.</summary>
    public required string RuntimeImage { get; init; }

    /// <summary>Where models are placed; kept between runs and shared by all pods.</summary>
    public required string CacheDirectory { get; init; }

    /// <summary>Where pods have their files; everything in it goes with them.</summary>
    public required string ScratchDirectory { get; init; }

    /// <summary>GPUs (<c>nvidia.com/gpu</c>) that pods may ask for together. Default 0.</summary>
    public int Gpus { get; init; }

    /// <summary>What addresses of models stand for here. Default none.</summary>
    public IReadOnlyList<UriMapping> Mappings { get; init; } = [];

    /// <summary>The wait before the second restart of a container; doubles from then on. The first is at once. Default 10 s.</summary>
    public TimeSpan RestartDelay { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait before a restart; who ran twice as long begins anew. Default 5 minutes.</summary>
    public TimeSpan MaxRestartDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often a container that has not been ready yet is asked whether it is. Default 100 ms.</summary>
    public TimeSpan StartingProbePeriod { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How often the memory of a container with a limit is looked at. Default 200 ms.</summary>
    public TimeSpan MemoryCheckPeriod { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often what a pod waits for (a Secret) is looked for. Default 1 s.</summary>
    public TimeSpan SetUpRetryPeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long pods may take to end when the node stops. Default 3 s.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(3);
}
