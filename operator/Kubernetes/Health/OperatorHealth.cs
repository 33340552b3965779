using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Leadership;

namespace Slipway.Kubernetes.Health;

internal sealed class OperatorHealth(ILeaderElector elector, IEnumerable<IInformer> informers) : IOperatorHealth
{
    private readonly IInformer[] informers = [.. informers];

    public HealthVerdict Live => elector.Status.HasLed && !elector.IsLeading
        ? HealthVerdict.Unhealthy("The lease was lost, and this process should have ended.")
        : HealthVerdict.Healthy("ok");

    public HealthVerdict Ready
    {
        get
        {
            var status = elector.Status;
            if (!status.HasAnswered)
                return HealthVerdict.Unhealthy($"The API server has not answered yet: {status.LastError ?? "still trying"}");
            if (!elector.IsLeading)
                return HealthVerdict.Healthy($"Standing by; {status.Holder ?? "nobody"} leads.");
            return informers.FirstOrDefault(informer => !informer.IsOptional && !informer.Synced.IsCompletedSuccessfully) is { } late
                ? HealthVerdict.Unhealthy($"{late.Name} has not been read yet: {late.LastError ?? "still reading"}")
                : HealthVerdict.Healthy($"Leading; {informers.Count(informer => informer.Synced.IsCompletedSuccessfully)} informers synced{Exceptions()}.");
        }
    }

    public string? Interruption => informers.Where(informer => !informer.IsOptional).Select(informer => informer.LastError).FirstOrDefault(error => error is not null);

    /// <summary>A namespace that may not be read is for its owner to mend: restarting this process would not help.</summary>
    private string Exceptions()
    {
        string[] aside =
        [
            .. informers.SelectMany(informer => informer.SetAside.Select(name => $"{informer.Name} in {name}")),
            .. informers.Where(informer => informer.IsOptional && !informer.Synced.IsCompletedSuccessfully).Select(informer => informer.Name),
        ];
        return aside.Length == 0 ? "" : $", without {string.Join(", ", aside)}, which could not be listed";
    }
}
