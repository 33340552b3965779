using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET …/config</c>: what a Triton client reads of a model's configuration.</summary>
/// <param name="Name">The model.</param>
/// <param name="Platform">See <see cref="ModelMetadata.OnnxPlatform"/>.</param>
/// <param name="Backend">Always <c>onnxruntime</c>.</param>
/// <param name="MaxBatchSize">Always 0, by which Triton means that dimensions are given in full, the batch included.</param>
/// <param name="Input">The inputs.</param>
/// <param name="Output">The outputs.</param>
public sealed record ModelConfig(
    string Name,
    string Platform,
    string Backend,
    int MaxBatchSize,
    ImmutableArray<ModelConfigTensor> Input,
    ImmutableArray<ModelConfigTensor> Output)
{
    /// <summary>The configuration that follows from a model's metadata.</summary>
    public static ModelConfig Of(ModelMetadata metadata) => new(
        metadata.Name, metadata.Platform, "onnxruntime", 0, [.. metadata.Inputs.Select(Describe)], [.. metadata.Outputs.Select(Describe)]);

    private static ModelConfigTensor Describe(TensorMetadata tensor) => new(
        tensor.Name, tensor.Datatype == WireDatatype.Bytes ? "TYPE_STRING" : $"TYPE_{tensor.Datatype.Name()}", tensor.Shape);
}
