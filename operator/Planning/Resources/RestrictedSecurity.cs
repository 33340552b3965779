using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Resources;

/// <summary>Security by the restricted profile of the Pod Security Standards, with a read-only root on top.</summary>
internal static class RestrictedSecurity
{
    // The "nonroot" user of common base images.
    private const long User = 65532;

    public static V1PodSecurityContext Pod() => new()
    {
        RunAsNonRoot = true,
        RunAsUser = User,
        RunAsGroup = User,
        FsGroup = User,
        SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
    };

    public static V1SecurityContext Container() => new()
    {
        AllowPrivilegeEscalation = false,
        ReadOnlyRootFilesystem = true,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
    };

    /// <summary>Fills in what the profile demands where a user's own container leaves it open.</summary>
    public static void Harden(V1PodSpec pod)
    {
        foreach (var container in (pod.Containers ?? []).Concat(pod.InitContainers ?? []))
        {
            container.SecurityContext ??= new V1SecurityContext();
            container.SecurityContext.AllowPrivilegeEscalation ??= false;
            container.SecurityContext.Capabilities ??= new V1Capabilities();
            container.SecurityContext.Capabilities.Drop ??= ["ALL"];
        }
    }
}
