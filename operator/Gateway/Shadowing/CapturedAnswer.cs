namespace Slipway.Gateway.Shadowing;

/// <summary>A whole answer to an inference, as it came.</summary>
/// <param name="Body">Its body: JSON, JSON and tensors behind it, or a gRPC frame.</param>
/// <param name="IsGrpc">Whether it is a gRPC frame.</param>
/// <param name="JsonLength">Bytes of JSON in front of binary tensors (Inference-Header-Content-Length); null: all of it is JSON.</param>
/// <param name="Encoding">Content-Encoding, or grpc-encoding; empty: none.</param>
internal sealed record CapturedAnswer(ReadOnlyMemory<byte> Body, bool IsGrpc, int? JsonLength, string Encoding);
