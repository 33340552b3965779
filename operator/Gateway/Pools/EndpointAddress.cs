namespace Slipway.Gateway.Pools;

/// <summary>Where a ready replica can be reached.</summary>
/// <param name="PodUid">Which replica.</param>
/// <param name="PodName">For people.</param>
/// <param name="Http">Base address of REST.</param>
/// <param name="Grpc">Base address of gRPC; null: it has none.</param>
internal sealed record EndpointAddress(string PodUid, string PodName, Uri Http, Uri? Grpc);
