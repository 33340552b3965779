using Slipway.Api;
using Slipway.Api.Validation;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Resources;
using Slipway.Planning.Revisions;

namespace Slipway.Planning.Refusals;

/// <summary>What must hold before anything is changed.</summary>
internal static class RefusalChecks
{
    /// <summary>The first thing that does not hold; null: go on.</summary>
    public static Refusal? Find(Observation observation, RevisionHistory history, PlanningSettings settings) =>
        InvalidName(observation.Model)
        ?? InvalidSpec(observation.Model.Spec)
        ?? GatewayChecks.Find(observation.Model.Spec, settings)
        ?? NameConflict(observation)
        ?? NewerRecord(observation.Model, history);

    private static Refusal? InvalidName(ModelDeployment model) =>
        model.Metadata.Name is { Length: <= ModelDeploymentLimits.NameLength } name && Patterns.IsMatch(Patterns.Name, name)
            ? null
            : new(Reasons.InvalidSpec, $"metadata.name: must be at most {ModelDeploymentLimits.NameLength} lower-case letters, digits and dashes, "
                + "start with a letter and end with a letter or digit. Create the object under another name.");

    private static Refusal? InvalidSpec(ModelDeploymentSpec spec)
    {
        var errors = ModelDeploymentValidator.Validate(spec);
        return errors.Count == 0 ? null : new(Reasons.InvalidSpec, $"{string.Join("; ", errors)}. Nothing is changed until the spec is corrected.");
    }

    private static Refusal? NameConflict(Observation observation)
    {
        IMetadata<V1ObjectMeta>?[] shared = [observation.Service, observation.ServiceAccount, observation.NetworkPolicy, observation.DisruptionBudget];
        var foreign = shared.FirstOrDefault(child => child is not null && Owner.Of(child, observation.Model) == Ownership.Foreign);
        return foreign is null
            ? null
            : new(Reasons.NameConflict, $"the {foreign.Kind} {foreign.Metadata.Name} belongs to someone else. "
                + "Remove it, or create this object under another name.");
    }

    private static Refusal? NewerRecord(ModelDeployment model, RevisionHistory history)
    {
        var wanted = RevisionHash.Of(model.Spec);
        var newer = history.Unreadable.FirstOrDefault(stored => Labels.RevisionOf(stored) == wanted);
        return newer is null
            ? null
            : new(Reasons.NewerRecord, $"the ControllerRevision {newer.Metadata.Name} was written by a newer operator. "
                + "Upgrade the operator; what runs goes on running.");
    }
}
