namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET /v2/models/{name}/ready</c>: 200 when true, 503 when false.</summary>
public sealed record ModelReady(string Name, bool Ready);
