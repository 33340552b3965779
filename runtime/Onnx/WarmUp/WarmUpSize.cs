using System.Runtime.InteropServices;

namespace Slipway.Runtime.Onnx.WarmUp;

/// <summary>Sizes for the dynamic dimensions of all inputs in one attempt.</summary>
/// <param name="First">Of first dimensions.</param>
/// <param name="Others">Of all others.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WarmUpSize(int First, int Others);
