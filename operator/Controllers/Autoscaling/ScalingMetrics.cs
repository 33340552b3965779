using Slipway.Telemetry.Prometheus;

namespace Slipway.Controllers.Autoscaling;

/// <summary>What the autoscaler decided, as metrics that vanish with the model. Only the leader knows any.</summary>
internal sealed class ScalingMetrics(ScaleBoard board) : IStateMetrics
{
    public void Write(PrometheusWriter writer)
    {
        var all = board.Decided;
        writer.BeginFamily("slipway_autoscaler_target_replicas", FamilyType.Gauge, "Replicas that a version should have.");
        foreach (var (key, scale) in all)
        {
            foreach (var (revision, replicas) in scale.Replicas)
                writer.Sample(replicas, new("namespace", key.Namespace ?? ""), new("name", key.Name), new("revision", revision));
        }

        writer.BeginFamily("slipway_autoscaler_capacity_limited", FamilyType.Gauge, "Whether there is no room for all replicas that are needed.");
        foreach (var (key, scale) in all)
            writer.Sample(scale.Limit is null ? 0 : 1, new("namespace", key.Namespace ?? ""), new("name", key.Name));
    }
}
