using Slipway.Kubernetes.Quantities;

namespace Slipway.Controllers.Observing.Capacity;

/// <summary>Where a pod runs and what it asks for.</summary>
internal sealed class FootprintSpec
{
    public string? NodeName { get; set; }

    public List<FootprintContainer>? Containers { get; set; }

    public List<FootprintContainer>? InitContainers { get; set; }

    public Dictionary<string, ResourceQuantity>? Overhead { get; set; }
}
