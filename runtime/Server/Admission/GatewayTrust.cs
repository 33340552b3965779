using System.Collections.Immutable;

namespace Slipway.Runtime.Server.Admission;

/// <summary>Whose requests are taken.</summary>
/// <param name="Audience">What a token must be for: <c>{namespace}/{model}</c>.</param>
/// <param name="Keys">The public keys that may have signed it, each an ECDSA key on P-256 as a SubjectPublicKeyInfo in base64; two during a rotation.</param>
internal sealed record GatewayTrust(string Audience, ImmutableArray<string> Keys);
