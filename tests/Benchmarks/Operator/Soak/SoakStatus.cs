namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>What the controller has brought about.</summary>
internal sealed class SoakStatus : KubernetesModel
{
    public long? ObservedGeneration { get; set; }

    public string? Version { get; set; }
}
