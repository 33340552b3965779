namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>A tensor whose bytes are in another file.</summary>
/// <param name="Name">The tensor.</param>
/// <param name="Location">The file, as the model names it.</param>
/// <param name="OffsetBytes">Where its bytes begin.</param>
/// <param name="LengthBytes">How many there are: as declared, or as its type and shape need.</param>
public sealed record ExternalTensor(string Name, string Location, long OffsetBytes, long LengthBytes);
