namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET /v2/health/live</c>.</summary>
public sealed record ServerLive(bool Live);
