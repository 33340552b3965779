namespace Slipway.Conformance.Widgets;

/// <summary>Some of what the schema has: it also knows a text named <c>extra</c>.</summary>
public sealed class WidgetSpec : KubernetesModel
{
    public int? Replicas { get; set; }

    public string? Note { get; set; }
}
