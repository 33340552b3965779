namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>What a tensor in the file is.</summary>
/// <param name="Name">Its name; empty for constants inside operators.</param>
/// <param name="Elements">Number of values.</param>
/// <param name="Bytes">Size of the values; 0 for strings.</param>
/// <param name="External">Where the values are, when not in the file.</param>
internal sealed record TensorSummary(string Name, long Elements, long Bytes, ExternalTensor? External);
