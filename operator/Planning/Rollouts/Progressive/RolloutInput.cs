using Slipway.Planning.Rollouts.Analysis;
using Slipway.Planning.Rollouts.Capacity;
using Slipway.Planning.Status.Diagnosis;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>All that the next step of a rollout depends on, but for how far it is.</summary>
internal sealed record RolloutInput
{
    /// <summary>The revision of the spec.</summary>
    public required string Target { get; init; }

    /// <summary>The revision that the Service points to; null: none.</summary>
    public string? Serving { get; init; }

    /// <summary>How many replicas carry all of the traffic; 0 only when a person has stopped the model.</summary>
    public required int Wanted { get; init; }

    /// <summary>Replicas that each version needs for the traffic it has, by revision, from the autoscaler; absent: not known.</summary>
    public IReadOnlyDictionary<string, int> Need { get; init; } = new Dictionary<string, int>(StringComparer.Ordinal);

    /// <summary>Replicas that would be busy to 85 % with the present requests; null: not known.</summary>
    public int? Load { get; init; }

    public required IReadOnlyList<RolloutVersion> Versions { get; init; }

    /// <summary>Names of all kept versions by revision: what a rollback may name.</summary>
    public IReadOnlyDictionary<string, string> Names { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public required RolloutPolicy Policy { get; init; }

    public bool GatewayInstalled { get; init; }

    /// <summary>Every gateway that exists, also those that have not reported.</summary>
    public IReadOnlyList<GatewayView> Gateways { get; init; } = [];

    /// <summary>Whether there is room for the canary's first replicas; null: not known.</summary>
    public CapacityDecision? Capacity { get; init; }

    /// <summary>How the target's signature differs from the stable version's; null: not known yet.</summary>
    public IReadOnlyList<string>? SignatureDifferences { get; init; }

    /// <summary>Whether differences were allowed by annotation.</summary>
    public bool AllowsSignatureChange { get; init; }

    /// <summary>The annotation with a person's wish; null: there is none.</summary>
    public string? Action { get; init; }

    /// <summary>Why the canary will not become ready without help; null: it may.</summary>
    public Finding? CanaryFailure { get; init; }

    /// <summary>Results of external queries by metric name.</summary>
    public IReadOnlyDictionary<string, ExternalSample> External { get; init; } = new Dictionary<string, ExternalSample>(StringComparer.Ordinal);

    /// <summary>No more replicas than that carry the traffic, whatever the need; null: no limit.</summary>
    public int? Most { get; init; }

    /// <summary>Replicas for all of the traffic: as wanted, or as needed by all versions together; at least one.</summary>
    public int Total => Math.Max(1, Math.Min(Most ?? int.MaxValue, Math.Max(Wanted, Need.Values.Sum())));

    /// <summary>Whether a person wants no replicas at all.</summary>
    public bool IsStopped => Wanted == 0 && Need.Values.Sum() == 0;

    /// <summary>The version, or one without replicas.</summary>
    public RolloutVersion Version(string? revision) =>
        Versions.FirstOrDefault(version => version.Revision == revision)
        ?? new RolloutVersion(revision ?? "", Ready: 0, Replicas: 0, HasServed: false, RetireAt: null);

    public string NameOf(string? revision) => revision is null ? "none" : Names.GetValueOrDefault(revision, revision);
}
