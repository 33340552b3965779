namespace Slipway.Api.Demand;

/// <summary>One ModelDeployment as a gateway sees it.</summary>
public sealed record ModelDemand
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    /// <summary>The shares by which the gateway routes now: its acknowledgement of <c>status.traffic</c>.</summary>
    public IReadOnlyList<RoutedShare> Traffic { get; init; } = [];

    /// <summary>Versions that have a route, whether or not they had requests.</summary>
    public IReadOnlyList<VersionDemand> Versions { get; init; } = [];
}
