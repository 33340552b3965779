using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Planning.Tests.Support;

internal static class Json
{
    public static string Of(V1PodTemplateSpec? template) => KubernetesJson.ToElement(new V1ReplicaSet { Spec = { Template = template } }).GetRawText();
}
