using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>Answer of <c>GET /v2/models/{name}[/versions/{version}]</c>.</summary>
public sealed record ModelMetadata(
    string Name,
    ImmutableArray<string> Versions,
    string Platform,
    ImmutableArray<TensorMetadata> Inputs,
    ImmutableArray<TensorMetadata> Outputs)
{
    /// <summary>The platform that Triton's clients know for ONNX models.</summary>
    public const string OnnxPlatform = "onnxruntime_onnx";
}
