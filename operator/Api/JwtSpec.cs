using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Which signed tokens let a caller in, whose name is the token's <c>sub</c>.</summary>
[Description("Which signed tokens let a caller in. The caller's name is the token's sub; exp is required.")]
public sealed class JwtSpec : KubernetesModel
{
    [Required]
    [Length(1, ModelDeploymentLimits.IssuerLength)]
    [Description("The token's iss, exactly.")]
    public string Issuer { get; set; } = "";

    [Required]
    [Items(1, ModelDeploymentLimits.Audiences)]
    [ItemPattern("^[!-~]+$", MaxLength = ModelDeploymentLimits.IssuerLength)]
    [Description("One of these must be in the token's aud.")]
    public List<string> Audiences { get; set; } = [];

    [Required]
    [Length(1, ModelDeploymentLimits.ObjectNameLength)]
    [Pattern(Patterns.ObjectName)]
    [Description("Name of a Secret in the same namespace whose entry jwks.json holds the issuer's public keys as a JSON Web Key Set: RSA of at "
        + "least 2048 bits, or EC. The gateway fetches nothing from anywhere. Changes hold within 15 seconds.")]
    public string JwksSecretName { get; set; } = "";

    [Items(1, ModelDeploymentLimits.JwtAlgorithms)]
    [ItemPattern(Values = [JwtAlgorithms.Rs256, JwtAlgorithms.Rs384, JwtAlgorithms.Rs512, JwtAlgorithms.Ps256, JwtAlgorithms.Ps384,
        JwtAlgorithms.Ps512, JwtAlgorithms.Es256, JwtAlgorithms.Es384, JwtAlgorithms.Es512], MaxLength = 5)]
    [Description("Signature algorithms that are accepted. Default: RS256 and ES256. Those with shared secrets, and none, never are.")]
    public List<string>? Algorithms { get; set; }

    [Items(1, ModelDeploymentLimits.Scopes)]
    [ItemPattern("^[A-Za-z0-9._:/-]+$", MaxLength = ModelDeploymentLimits.ScopeLength)]
    [Description("All of these must be in the token's scope (or scp); a token without them is 403. Default: none.")]
    public List<string>? Scopes { get; set; }
}
