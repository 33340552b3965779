using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Api;

/// <summary>Names a Secret of the same namespace. The operator never reads it: it is mounted into the replicas.</summary>
[Description("A Secret in the same namespace, mounted into the replicas; the operator never reads it.")]
public sealed class CredentialsReference : KubernetesModel
{
    [Required]
    [Length(1, ModelDeploymentLimits.ObjectNameLength)]
    [Pattern(Patterns.ObjectName)]
    [Description("Name of the Secret. Keys for s3: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, "
        + "AWS_ENDPOINT_URL, AWS_S3_FORCE_PATH_STYLE; for https: token, or username and password; for oci the same, or .dockerconfigjson "
        + "(an image pull Secret), and OCI_PLAIN_HTTP; for hf: token, HF_ENDPOINT; for all: ca.crt.")]
    public string SecretName { get; set; } = "";
}
