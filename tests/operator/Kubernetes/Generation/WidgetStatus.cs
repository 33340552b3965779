using Slipway.Kubernetes.Entities.Attributes;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Tests.Generation;

public sealed class WidgetStatus
{
    [AdditionalPrinterColumn]
    [Description("Replicas that exist.")]
    public int? Replicas { get; set; }

    public string? Selector { get; set; }

    [ListMap("type")]
    public List<V1Condition>? Conditions { get; set; }
}
