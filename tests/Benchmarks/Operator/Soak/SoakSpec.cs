namespace Slipway.Benchmarks.Operator.Soak;

/// <summary>What is wanted.</summary>
internal sealed class SoakSpec : KubernetesModel
{
    public string? Uri { get; set; }

    public string? Version { get; set; }

    public string? Note { get; set; }
}
