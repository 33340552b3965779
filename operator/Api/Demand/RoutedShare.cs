namespace Slipway.Api.Demand;

/// <summary>A version's share of the requests at one gateway.</summary>
/// <param name="Revision">Which version.</param>
/// <param name="Weight">Percent.</param>
public sealed record RoutedShare(string Revision, int Weight);
