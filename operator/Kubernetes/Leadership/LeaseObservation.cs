using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Leadership;

/// <summary>
/// A lease as this process has seen it. Whether it has expired is judged by how long its record has stood unchanged before
/// our own eyes, never by the times written in it: clocks of machines differ and jump.
/// </summary>
/// <param name="Lease">The lease as last read.</param>
/// <param name="UnchangedSince">When this record was first seen; monotonic.</param>
internal sealed record LeaseObservation(V1Lease Lease, TimeSpan UnchangedSince)
{
    /// <summary>Who holds it; null: nobody.</summary>
    public string? Holder => string.IsNullOrEmpty(Lease.Spec.HolderIdentity) ? null : Lease.Spec.HolderIdentity;

    /// <summary>When it may be taken, unless it changes before.</summary>
    public TimeSpan Expiry => UnchangedSince + TimeSpan.FromSeconds(Lease.Spec.LeaseDurationSeconds ?? 0);

    /// <summary>What is known after reading the lease.</summary>
    /// <param name="previous">What was known before; null: nothing.</param>
    /// <param name="now">Monotonic.</param>
    public static LeaseObservation Of(LeaseObservation? previous, V1Lease read, TimeSpan now) =>
        previous is not null && SameRecord(previous.Lease, read) ? previous with { Lease = read } : new LeaseObservation(read, now);

    /// <summary>Whether a candidate may take or renew it.</summary>
    public bool IsFreeFor(string identity, TimeSpan now) => Holder is null || Holder == identity || now >= Expiry;

    /// <summary>By version: after a clock jump, two renewals can carry the same time.</summary>
    private static bool SameRecord(V1Lease one, V1Lease other) =>
        one.Metadata.Uid == other.Metadata.Uid && one.Metadata.ResourceVersion == other.Metadata.ResourceVersion;
}
