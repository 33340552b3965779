using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>
/// How long replicas stay on a node that is not heard of: 30 s after the control plane has noticed, where the cluster's default is
/// 300 s. A replica holds nothing that would be lost with it, and each minute without it is a minute of less capacity.
/// </summary>
internal static class NodeLoss
{
    private const long ToleratedSeconds = 30;

    private const string Evicting = "NoExecute";

    // The two that the node controller sets: https://kubernetes.io/docs/reference/labels-annotations-taints/
    private static readonly string[] Taints = ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"];

    /// <summary>Whoever tolerates such a taint explicitly, for whatever time, is left alone.</summary>
    public static void Tolerate(V1PodSpec pod)
    {
        var given = pod.Tolerations ?? [];
        var missing = Taints.Where(taint => !given.Exists(toleration => Covers(toleration, taint)));
        pod.Tolerations =
        [
            .. given,
            .. missing.Select(taint => new V1Toleration { Key = taint, Operator = "Exists", Effect = Evicting, TolerationSeconds = ToleratedSeconds }),
        ];
    }

    private static bool Covers(V1Toleration toleration, string taint) =>
        (string.IsNullOrEmpty(toleration.Key) || toleration.Key == taint) && (string.IsNullOrEmpty(toleration.Effect) || toleration.Effect == Evicting);
}
