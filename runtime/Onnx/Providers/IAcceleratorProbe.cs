namespace Slipway.Runtime.Onnx.Providers;

/// <summary>Finds out whether an accelerator can be used on this machine.</summary>
internal interface IAcceleratorProbe
{
    /// <summary>Loads the accelerator's library and looks for devices.</summary>
    /// <returns>Null when it can be used, else why not, in the words of the loader.</returns>
    string? Unusable(Accelerator accelerator);
}
