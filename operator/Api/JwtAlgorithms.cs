namespace Slipway.Api;

/// <summary>Signature algorithms of tokens that spec.access.jwt may name: asymmetric ones only.</summary>
public static class JwtAlgorithms
{
    public const string Rs256 = "RS256";

    public const string Rs384 = "RS384";

    public const string Rs512 = "RS512";

    public const string Ps256 = "PS256";

    public const string Ps384 = "PS384";

    public const string Ps512 = "PS512";

    public const string Es256 = "ES256";

    public const string Es384 = "ES384";

    public const string Es512 = "ES512";

    /// <summary>All that may be named.</summary>
    public static IReadOnlyList<string> All { get; } = [Rs256, Rs384, Rs512, Ps256, Ps384, Ps512, Es256, Es384, Es512];

    /// <summary>What an absent list means.</summary>
    public static IReadOnlyList<string> Default { get; } = [Rs256, Es256];
}
