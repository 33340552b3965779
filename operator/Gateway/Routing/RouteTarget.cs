namespace Slipway.Gateway.Routing;

/// <summary>What a request asks for.</summary>
/// <param name="Model">The model.</param>
/// <param name="Version">The version that it names; null: whichever has the traffic.</param>
/// <param name="Path">What the replica is asked.</param>
/// <param name="IsDemand">Whether it is an inference: work that counts and waits.</param>
internal sealed record RouteTarget(EntityKey Model, string? Version, string Path, bool IsDemand)
{
    /// <summary>Whether it is an inference by the V2 protocol with one request and one answer.</summary>
    public bool IsSingleV2 => Path == GrpcMatcher.Infer || (Path.StartsWith("/v2/", StringComparison.Ordinal) && Path.EndsWith("/infer", StringComparison.Ordinal));
}
