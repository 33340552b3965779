namespace Slipway.Planning.Autoscaling.Demand;

/// <summary>Names one version of one model in the whole cluster.</summary>
/// <param name="Namespace">The model's namespace.</param>
/// <param name="Name">The model's name.</param>
/// <param name="Revision">The version's revision.</param>
public readonly record struct VersionKey(string Namespace, string Name, string Revision);
