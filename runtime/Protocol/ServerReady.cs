namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET /v2/health/ready</c>: 200 when true, 503 when false.</summary>
public sealed record ServerReady(bool Ready);
