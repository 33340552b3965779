using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Informers;
using Slipway.Telemetry.Prometheus;

namespace Slipway.Controllers.Measuring;

/// <summary>What each ModelDeployment's status says, as metrics that vanish with it. Only the leader knows any.</summary>
internal sealed class ModelDeploymentMetrics(IEntityStore<ModelDeployment> models) : IStateMetrics
{
    public void Write(PrometheusWriter writer)
    {
        var all = models.List();
        Family(writer, all, "slipway_modeldeployment_ready", "Whether all wanted replicas of the wanted version serve.", IsReady);
        Family(writer, all, "slipway_modeldeployment_stalled", "Whether nothing gets better before someone acts.", IsStalled);
        Family(writer, all, "slipway_modeldeployment_replicas", "Replicas that exist, of all versions.", model => model.Status.Replicas ?? 0);
        Family(writer, all, "slipway_modeldeployment_ready_replicas", "Ready replicas of the serving version.", model => model.Status.ReadyReplicas ?? 0);
        writer.BeginFamily("slipway_modeldeployment_info", FamilyType.Gauge, "Versions of a ModelDeployment that have replicas; always 1.");
        foreach (var model in all)
            WriteInfo(writer, model);
    }

    private static void Family(PrometheusWriter writer, IReadOnlyCollection<ModelDeployment> models, string name, string help, Func<ModelDeployment, int> value)
    {
        writer.BeginFamily(name, FamilyType.Gauge, help);
        foreach (var model in models)
            writer.Sample(value(model), new("namespace", model.Metadata.Namespace!), new("name", model.Metadata.Name!));
    }

    private static void WriteInfo(PrometheusWriter writer, ModelDeployment model)
    {
        foreach (var version in model.Status.Versions ?? [])
        {
            if (version.Phase == nameof(VersionPhase.Retired))
                continue;
            writer.Sample(
                1,
                new("namespace", model.Metadata.Namespace!),
                new("name", model.Metadata.Name!),
                new("version", version.Version ?? ""),
                new("revision", version.Revision),
                new("phase", version.Phase ?? ""),
                new("provider", version.Provider ?? ""),
                new("image", version.Image ?? ""),
                new("digest", version.Digest ?? ""));
        }
    }

    private static int IsReady(ModelDeployment model) => Is(model, ConditionTypes.Ready);

    private static int IsStalled(ModelDeployment model) => Is(model, ConditionTypes.Stalled);

    private static int Is(ModelDeployment model, string condition) => ConditionList.Find(model.Status.Conditions, condition)?.Status == "True" ? 1 : 0;
}
