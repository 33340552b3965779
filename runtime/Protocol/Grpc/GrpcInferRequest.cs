using System.Runtime.InteropServices;

namespace Slipway.Runtime.Protocol.Grpc;

/// <summary>A parsed <c>ModelInferRequest</c>.</summary>
/// <param name="Model">The model it names; empty when it was refused before that was known.</param>
/// <param name="Version">The version it names; empty: any.</param>
/// <param name="Result">The request itself, or why it is refused.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GrpcInferRequest(string Model, string Version, InferRequestResult Result);
