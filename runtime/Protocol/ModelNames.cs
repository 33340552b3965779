using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET /v1/models</c>.</summary>
public sealed record ModelNames(ImmutableArray<string> Models);
