namespace Slipway.Local.Node.Volumes;

/// <summary>Where a pod's things are on this machine.</summary>
internal sealed record PodPlaces
{
    /// <summary>Paths in the container and what they are here.</summary>
    public required IReadOnlyDictionary<string, string> Mounts { get; init; }

    /// <summary>Variables of the container's environment.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required string TerminationLog { get; init; }
}
