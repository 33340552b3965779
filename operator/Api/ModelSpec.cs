using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Which model, and how to get it.</summary>
[Description("Which model, and how to get it.")]
[ValidationRule(ValidationRules.CredentialsNeedStore, ValidationMessages.CredentialsNeedStore)]
public sealed class ModelSpec : KubernetesModel
{
    [Required]
    [Length(8, ModelDeploymentLimits.UriLength)]
    [Pattern(Patterns.ModelUri)]
    [Description("Where the model is: https://host/file.onnx, http://host/file.onnx, s3://bucket/key, oci://registry/repository:tag, "
        + "hf://organisation/repository/file@revision or pvc://claim/path. A file, or a folder that ends with a slash.")]
    public string Uri { get; set; } = "";

    [Length(1, ModelDeploymentLimits.VersionLength)]
    [Pattern(Patterns.LabelValue)]
    [Description("The name of this version for clients (/v2/models/{name}/versions/{version}). "
        + "Default: the first 8 digits of the revision.")]
    public string? Version { get; set; }

    [Length(64, 64)]
    [Pattern(Patterns.Sha256)]
    [Description("SHA-256 of the model, 64 hexadecimal digits in lower case. A model with another digest is never loaded.")]
    public string? Sha256 { get; set; }

    [Description("How to sign in to the store. Default: without signing in.")]
    public CredentialsReference? Credentials { get; set; }
}
