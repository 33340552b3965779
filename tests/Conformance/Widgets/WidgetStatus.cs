namespace Slipway.Conformance.Widgets;

/// <summary>What a controller reports.</summary>
public sealed class WidgetStatus : KubernetesModel
{
    public int? Replicas { get; set; }

    public string? Selector { get; set; }

    public string? Message { get; set; }
}
