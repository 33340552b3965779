using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Serialization;

namespace Slipway.Kubernetes.Leadership;

/// <summary>Writes lease records. The times in them are for people; nobody judges expiry by them.</summary>
internal static class LeaseRecord
{
    /// <summary>The lease held by a candidate: taken over, or renewed when it held it already.</summary>
    /// <param name="current">The lease as last read; its version guards the update.</param>
    public static V1Lease Claim(V1Lease current, string identity, TimeSpan duration, DateTimeOffset utcNow)
    {
        var lease = KubernetesJson.Clone(current);
        var spec = lease.Spec;
        if (spec.HolderIdentity != identity)
        {
            spec.AcquireTime = utcNow;
            spec.LeaseTransitions = (spec.LeaseTransitions ?? 0) + 1;
        }

        spec.HolderIdentity = identity;
        spec.LeaseDurationSeconds = (int)Math.Ceiling(duration.TotalSeconds);
        spec.RenewTime = utcNow;
        return lease;
    }

    /// <summary>The first record of a lease that does not exist yet.</summary>
    public static V1Lease Create(string @namespace, string name, string identity, TimeSpan duration, DateTimeOffset utcNow)
    {
        var lease = new V1Lease { Metadata = new V1ObjectMeta { Namespace = @namespace, Name = name } };
        lease.Spec.LeaseTransitions = -1;
        return Claim(lease, identity, duration, utcNow);
    }

    /// <summary>The lease given back: the next candidate need not wait.</summary>
    public static V1Lease Release(V1Lease current, DateTimeOffset utcNow)
    {
        var lease = KubernetesJson.Clone(current);
        lease.Spec.HolderIdentity = "";
        lease.Spec.LeaseDurationSeconds = 1;
        lease.Spec.RenewTime = utcNow;
        return lease;
    }
}
