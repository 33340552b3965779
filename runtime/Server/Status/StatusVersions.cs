namespace Slipway.Runtime.Server.Status;

/// <summary>Versions of the program and of ONNX Runtime.</summary>
internal sealed record StatusVersions(string Runtime, string? OnnxRuntime);
