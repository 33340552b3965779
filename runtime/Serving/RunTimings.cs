using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving;

/// <summary>Where the time of one run went; the parts of Triton's <c>compute</c> metrics.</summary>
/// <param name="Input">Placing the inputs.</param>
/// <param name="Infer">Running the model.</param>
/// <param name="Output">Collecting the outputs.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RunTimings(TimeSpan Input, TimeSpan Infer, TimeSpan Output)
{
    /// <summary>All parts together.</summary>
    public TimeSpan Total => Input + Infer + Output;
}
