namespace Slipway.Planning.Rollouts.Capacity;

/// <summary>What one node, or one quota, leaves of one resource.</summary>
/// <param name="Where">The node, or the ResourceQuota.</param>
/// <param name="Resource">The resource, by its name there.</param>
/// <param name="PerReplica">What one replica needs, in base units (cores, bytes, GPUs).</param>
/// <param name="Free">What is left.</param>
/// <param name="Fits">How many replicas fit there, by everything that they need.</param>
public sealed record RoomRow(string Where, string Resource, decimal PerReplica, decimal Free, int Fits);
