using Slipway.Api.Demand;
using Slipway.Planning.Autoscaling.Demand;
using Slipway.Planning.Rollouts.Analysis;

namespace Slipway.Controllers.Autoscaling.Demand;

/// <summary>What one gateway has said of each model lately. Used under a lock.</summary>
internal sealed class GatewayMemory(string address)
{
    private static readonly TimeSpan Back = TimeSpan.FromSeconds(5);

    private readonly Dictionary<EntityKey, Queue<(DateTimeOffset At, ModelDemand Demand)>> models = [];
    private string? process;
    private double uptime;
    private DateTimeOffset heardAt;

    public void Take(DemandReport report, DateTimeOffset now)
    {
        if (process != report.Gateway)
            models.Clear();
        process = report.Gateway;
        uptime = report.UptimeSeconds;
        heardAt = now;
        foreach (var model in report.Models)
        {
            var key = new EntityKey(model.Namespace, model.Name);
            if (!models.TryGetValue(key, out var lines))
                models[key] = lines = new();
            lines.Enqueue((now, model));
            // The last line before the window is what was true when it began.
            while (lines.Count > 2 && lines.ElementAt(1).At <= now - Back)
                lines.Dequeue();
        }
    }

    public GatewayView View(EntityKey model, DateTimeOffset now)
    {
        if (process is null || now - heardAt > DemandHistory.Patience)
            return new GatewayView(process ?? address, uptime, Now: null);
        if (!models.TryGetValue(model, out var lines))
            return new GatewayView(process, uptime, new ModelDemand { Namespace = model.Namespace ?? "", Name = model.Name });
        var before = lines.LastOrDefault(line => line.At <= now - Back).Demand;
        return new GatewayView(process, uptime, lines.Last().Demand, before);
    }
}
