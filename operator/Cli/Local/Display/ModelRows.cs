using Slipway.Api;
using Slipway.Api.Conditions;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Entities;

namespace Slipway.Cli.Local.Display;

/// <summary>Reads what is to be shown.</summary>
/// <param name="client">The objects.</param>
/// <param name="address">Where the gateway listens.</param>
/// <param name="traffic">What it measures.</param>
internal sealed class ModelRows(IKubernetesClient client, string address, TrafficMeter traffic)
{
    public async Task<IReadOnlyList<ModelRow>> ReadAsync(CancellationToken cancellationToken)
    {
        var models = await client.ListAsync<ModelDeployment>(null, ListOptions.Everything, cancellationToken);
        var rates = traffic.Read();
        return [.. models.Items.OrderBy(EntityKey.Of, Comparer<EntityKey>.Create(Compare)).Select(model => RowOf(model, rates))];
    }

    private ModelRow RowOf(ModelDeployment model, IReadOnlyDictionary<EntityKey, TrafficRate> rates)
    {
        var status = model.Status;
        var key = EntityKey.Of(model);
        var ready = ConditionList.Find(status.Conditions, ConditionTypes.Ready);
        var isCurrent = status.ObservedGeneration == model.Metadata.Generation;
        var isReady = isCurrent && ready?.Status == "True";
        var rate = rates.GetValueOrDefault(key) ?? TrafficRate.None;
        return new ModelRow
        {
            Name = key.ToString(),
            IsReady = isReady,
            IsSettled = isReady || (isCurrent && ConditionList.IsTrue(status.Conditions, ConditionTypes.Stalled)),
            Reason = ready?.Reason ?? "New",
            Message = isReady ? "" : ready?.Message ?? "",
            Versions = VersionsOf(status),
            Replicas = status.Readiness ?? "-",
            Provider = status.Versions?.Find(version => version.Provider is not null)?.Provider ?? "-",
            RequestsPerSecond = rate.PerSecond,
            Latency = rate.Latency,
            Url = $"{address}/{key.Namespace}/{key.Name}",
        };
    }

    private static string VersionsOf(ModelDeploymentStatus status)
    {
        var serving = (status.Traffic ?? []).Where(target => target.Weight > 0).ToList();
        if (serving.Count == 0)
            return status.Versions is { Count: > 0 } versions ? $"({versions[0].Version})" : "-";
        return string.Join(", ", serving.Select(target => serving.Count == 1 ? NameOf(target.Revision) : $"{NameOf(target.Revision)} {target.Weight} %"));

        string NameOf(string revision) => status.Versions?.Find(version => version.Revision == revision)?.Version ?? revision;
    }

    private static int Compare(EntityKey left, EntityKey right) => string.CompareOrdinal(left.ToString(), right.ToString());
}
