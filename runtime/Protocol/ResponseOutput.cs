namespace Slipway.Runtime.Protocol;

/// <summary>An output and the form to write it in.</summary>
/// <param name="Tensor">The output.</param>
/// <param name="Binary">As raw bytes after the JSON instead of numbers in it.</param>
public sealed record ResponseOutput(WireTensor Tensor, bool Binary);
