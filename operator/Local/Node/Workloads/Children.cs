using System.Security.Cryptography;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Local.Node.Workloads;

/// <summary>Names, labels and owners of what a workload makes, as Kubernetes' own controllers write them.</summary>
internal static class Children
{
    public const string TemplateHashLabel = "pod-template-hash";

    // Kubernetes' alphabet: no vowels, so that no words come out.
    private const string Letters = "bcdfghjklmnpqrstvwxz2456789";

    public static V1ReplicaSet ReplicaSetOf(V1Deployment deployment, string hash)
    {
        var template = KubernetesJson.Clone(deployment.Spec.Template!);
        template.Metadata ??= new();
        template.Metadata.Labels = With(template.Metadata.Labels, hash);
        return new V1ReplicaSet
        {
            Metadata = new()
            {
                Name = $"{deployment.Metadata.Name}-{hash}",
                Namespace = deployment.Metadata.Namespace,
                Labels = With(template.Metadata.Labels, hash),
                OwnerReferences = [OwnedBy(deployment)],
            },
            Spec = new()
            {
                Replicas = deployment.Spec.Replicas ?? 1,
                MinReadySeconds = deployment.Spec.MinReadySeconds,
                Selector = new() { MatchLabels = With(deployment.Spec.Selector?.MatchLabels, hash) },
                Template = template,
            },
        };
    }

    public static V1Pod PodOf(V1ReplicaSet replicaSet)
    {
        var template = KubernetesJson.Clone(replicaSet.Spec.Template!);
        return new V1Pod
        {
            Metadata = new()
            {
                Name = $"{replicaSet.Metadata.Name}-{RandomNumberGenerator.GetString(Letters, 5)}",
                Namespace = replicaSet.Metadata.Namespace,
                Labels = template.Metadata?.Labels,
                Annotations = template.Metadata?.Annotations,
                OwnerReferences = [OwnedBy(replicaSet)],
            },
            Spec = template.Spec ?? new(),
        };
    }

    /// <summary>Ten digits that follow from the template.</summary>
    public static string HashOf(V1Deployment deployment) =>
        Convert.ToHexStringLower(SHA256.HashData(KubernetesJson.ToUtf8Bytes(deployment.Spec.Template ?? new())))[..10];

    private static Dictionary<string, string> With(Dictionary<string, string>? labels, string hash) =>
        new(labels ?? [], StringComparer.Ordinal) { [TemplateHashLabel] = hash };

    private static V1OwnerReference OwnedBy(KubernetesEntity owner) => new()
    {
        ApiVersion = owner.ApiVersion!,
        Kind = owner.Kind!,
        Name = owner.Metadata.Name!,
        Uid = owner.Metadata.Uid!,
        Controller = true,
        BlockOwnerDeletion = true,
    };
}
