using Slipway.Api;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>Where a rollout is: the state of the machine, kept in status.rollout between passes and across leaders.</summary>
internal sealed record RolloutProgress
{
    public RolloutPhase Phase { get; init; } = RolloutPhase.Stable;

    /// <summary>How room is made: <see cref="CapacityModes.Surge"/>, Replace or Recreate.</summary>
    public string Mode { get; init; } = CapacityModes.Surge;

    /// <summary>The revision that has proved itself and is the way back; null: not known from earlier passes.</summary>
    public string? Stable { get; init; }

    /// <summary>The revision being rolled out; null: none.</summary>
    public string? Canary { get; init; }

    /// <summary>Step under way, from 0; the number of steps: all traffic.</summary>
    public int Step { get; init; }

    /// <summary>The share that was decided for the canary, in percent.</summary>
    public int Weight { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When the phase began.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>One of <see cref="RolloutPauses"/>; null: not paused.</summary>
    public string? PausedBy { get; init; }

    /// <summary>The phase that a person's pause interrupted; null: a step was over.</summary>
    public RolloutPhase? PausedFrom { get; init; }

    /// <summary>Whether the steps are skipped.</summary>
    public bool Fast { get; init; }

    /// <summary>Whether the canary fails so hard that it must get nothing at all.</summary>
    public bool Hard { get; init; }

    /// <summary>What holds things up; null: nothing.</summary>
    public string? BlockedBy { get; init; }

    public string? Message { get; init; }

    /// <summary>The revision that was given up and is not tried again.</summary>
    public string? Aborted { get; init; }

    /// <summary>Why, in one word; also while it is being given up.</summary>
    public string? AbortReason { get; init; }

    /// <summary>Why, in a sentence.</summary>
    public string? AbortMessage { get; init; }

    /// <summary>The reason of a deadline that has passed without being the end; null: none has.</summary>
    public string? Overdue { get; init; }

    /// <summary>What serves instead of <see cref="Aborted"/> because a person went back to it.</summary>
    public string? RolledBackTo { get; init; }

    /// <summary>Revisions that have been through a whole rollout.</summary>
    public IReadOnlyList<string> Proven { get; init; } = [];

    public string? Acknowledged { get; init; }

    public string? Answer { get; init; }

    /// <summary>Verdicts since the step began that were good in all metrics.</summary>
    public int Passes { get; init; }

    public IReadOnlyList<MetricResult> Verdicts { get; init; } = [];

    /// <summary>Where the time under judgement began; null: it has not.</summary>
    public Baseline? Baseline { get; init; }

    /// <summary>Whether a version is on its way in, or out.</summary>
    public bool IsUnderWay => Phase is not (RolloutPhase.Stable or RolloutPhase.Aborted);

    /// <summary>The same in another phase, whose clock starts.</summary>
    public RolloutProgress Enter(RolloutPhase phase, DateTimeOffset now) =>
        this with { Phase = phase, Since = now, BlockedBy = null, Overdue = null, PausedBy = null, PausedFrom = null };

    /// <summary>On the way back.</summary>
    public RolloutProgress Abort(string reason, string message, DateTimeOffset now, bool hard = false) =>
        Enter(RolloutPhase.Aborting, now) with { AbortReason = reason, AbortMessage = message, Message = null, Hard = hard, Baseline = null };

    /// <summary>The same, held up by something; null: by nothing.</summary>
    public RolloutProgress Blocked(string? by) => this with { BlockedBy = by, Overdue = null };
}
