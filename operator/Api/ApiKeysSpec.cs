using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Keys of callers, kept as hashes.</summary>
[Description("Keys of callers, kept as hashes in a Secret.")]
public sealed class ApiKeysSpec : KubernetesModel
{
    [Required]
    [Length(1, ModelDeploymentLimits.ObjectNameLength)]
    [Pattern(Patterns.ObjectName)]
    [Description("Name of a Secret in the same namespace. Its keys are names of callers, its values sha256: and the 64 hexadecimal digits of a "
        + "caller's key. A caller may have several, valid at once, as name, name.2, name.3. Anything else as a value lets nobody in. "
        + "Changes hold within 15 seconds.")]
    public string SecretName { get; set; } = "";
}
