using Slipway.Kubernetes.Entities.Attributes;

namespace Slipway.Kubernetes.Tests.Generation;

public sealed class WidgetPart
{
    public string? Name { get; set; }

    [Required]
    [AdditionalPrinterColumn(1, "Never")]
    public int? Size { get; set; }
}
