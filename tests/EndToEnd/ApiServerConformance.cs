using Slipway.Conformance;

namespace Slipway.EndToEnd;

/// <summary>What we believe of the Kubernetes API, asked of the real one.</summary>
public sealed class ApiServerConformance : ClusterConformance;
