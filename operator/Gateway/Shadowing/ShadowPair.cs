namespace Slipway.Gateway.Shadowing;

/// <summary>The answers to a request and to its copy.</summary>
internal sealed record ShadowPair(ShadowCopy Copy, CapturedAnswer Answer);
