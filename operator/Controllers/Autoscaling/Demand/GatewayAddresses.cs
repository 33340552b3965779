using System.Net;
using Slipway.Api;
using Slipway.Kubernetes.Informers;
using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Autoscaling.Demand;

/// <summary>Where the gateways are: fixed addresses, or the pods of the gateway in the operator's namespace.</summary>
internal sealed class GatewayAddresses(IEntityStore<V1Pod>? pods, string? @namespace, IReadOnlyList<string> @fixed)
{
    /// <summary>Labels of the gateway's pods.</summary>
    public const string Selector = $"{Labels.AppComponent}=gateway,{Labels.AppName}=slipway";

    private const int StandardPort = 9090;

    /// <summary>All of them now, as <c>host:port</c>.</summary>
    public IReadOnlySet<string> List() =>
        @fixed.Count > 0 ? @fixed.ToHashSet(StringComparer.Ordinal) : (pods?.List() ?? []).Select(Address).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private string? Address(V1Pod pod)
    {
        if (@namespace is not null && pod.Metadata.Namespace != @namespace)
            return null;
        // One that is being deleted still ends its requests, and says so until it is gone.
        if (pod.Status.Phase != "Running" || !IPAddress.TryParse(pod.Status.PodIP, out var address))
            return null;
        return new IPEndPoint(address, RuntimePorts.Of(pod, RuntimePorts.AdminName) ?? StandardPort).ToString();
    }
}
