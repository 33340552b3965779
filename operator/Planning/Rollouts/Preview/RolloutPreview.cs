using Slipway.Planning.Rollouts.Capacity;

namespace Slipway.Planning.Rollouts.Preview;

/// <summary>What applying a spec would lead to, decided by the functions that decide when it is applied.</summary>
public sealed record RolloutPreview
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required PreviewKind Kind { get; init; }

    /// <summary>Why it is refused, with what to do; null: it is not.</summary>
    public string? Refusal { get; init; }

    /// <summary>The revision of the spec; null when it is refused.</summary>
    public string? Revision { get; init; }

    /// <summary>The name that clients use.</summary>
    public string? Version { get; init; }

    /// <summary>The revision that serves; null: none.</summary>
    public string? ServingRevision { get; init; }

    /// <summary>The name of the version that serves.</summary>
    public string? ServingVersion { get; init; }

    /// <summary>The name of the version that is being rolled out now; null: none is.</summary>
    public string? UnderWay { get; init; }

    /// <summary>One of <see cref="Slipway.Api.RolloutStrategies"/>; null when it is refused.</summary>
    public string? Strategy { get; init; }

    /// <summary>Replicas that carry all of the traffic.</summary>
    public int Replicas { get; init; }

    /// <summary>Whether there is room; null: none is needed.</summary>
    public RoomOutlook? Room { get; init; }

    /// <summary>What happens, in order.</summary>
    public IReadOnlyList<PreviewStep> Steps { get; init; } = [];

    /// <summary>Whether it can go on as things are: neither refused nor without room.</summary>
    public bool Fits => Kind != PreviewKind.Refused && Room?.Kind != CapacityKind.Wait;
}
