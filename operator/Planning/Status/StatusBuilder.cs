using System.Globalization;
using Slipway.Api;
using Slipway.Planning.Resources;
using Slipway.Planning.Rollouts.Progressive;

namespace Slipway.Planning.Status;

/// <summary>The whole status, as it will be once the plan has been carried out.</summary>
internal static class StatusBuilder
{
    /// <param name="situation">What was observed.</param>
    /// <param name="verdict">What was decided.</param>
    /// <param name="forgotten">Revisions whose records go.</param>
    public static ModelDeploymentStatus Build(Situation situation, Verdict verdict, IReadOnlyCollection<string> forgotten)
    {
        var model = situation.Model;
        var serving = situation.Version(verdict.Step.Serve);
        return new ModelDeploymentStatus
        {
            ObservedGeneration = model.Metadata.Generation,
            Conditions = ConditionBuilder.Build(situation, verdict),
            Url = ObjectNames.Url(model.Metadata.Name!, model.Metadata.Namespace, situation.GatewayUrl),
            Version = serving.Name,
            Replicas = serving.Pods.Count,
            ReadyReplicas = serving.Ready,
            Readiness = string.Create(CultureInfo.InvariantCulture, $"{serving.Ready}/{situation.Wanted}"),
            Selector = $"{Labels.Model}={model.Metadata.Name},{Labels.Revision}={serving.Revision}",
            Versions =
            [
                .. situation.Versions.Where(version => !forgotten.Contains(version.Revision))
                    .Select(version => VersionStatusBuilder.Build(version, situation, verdict)),
            ],
            Traffic = [.. verdict.Step.Traffic],
            Rollout = ProgressStore.Write(verdict.Progress, RolloutPolicyReader.Read(model.Spec)),
        };
    }
}
