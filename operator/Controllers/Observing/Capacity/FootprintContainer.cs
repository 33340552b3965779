using Slipway.Kubernetes.Models;

namespace Slipway.Controllers.Observing.Capacity;

/// <summary>What a container asks for.</summary>
internal sealed class FootprintContainer
{
    public V1ResourceRequirements? Resources { get; set; }

    public string? RestartPolicy { get; set; }
}
