using Slipway.Kubernetes.Models;

namespace Slipway.Planning.Revisions;

/// <summary>A known revision.</summary>
/// <param name="Revision">Its hash.</param>
/// <param name="Record">What it rendered to.</param>
/// <param name="Stored">The stored object, or the one to be created.</param>
/// <param name="IsNew">Whether it is yet to be created.</param>
public sealed record RevisionEntry(string Revision, RevisionRecord Record, V1ControllerRevision Stored, bool IsNew)
{
    /// <summary>Grows with each new revision of the model.</summary>
    public long Ordinal => Stored.Revision ?? 0;
}
