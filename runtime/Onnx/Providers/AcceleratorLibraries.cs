using Microsoft.ML.OnnxRuntime;

namespace Slipway.Runtime.Onnx.Providers;

/// <summary>
/// The accelerators' libraries, which only the GPU images carry: beside the program or in its <c>providers</c> folder.
/// A library is registered once per process, as ONNX Runtime demands.
/// </summary>
internal sealed class AcceleratorLibraries(OrtEnv environment, IReadOnlyList<string> directories) : IAcceleratorProbe
{
    private static readonly Lock Registration = new();
    private static readonly HashSet<string> Registered = [];

    /// <summary>Where an image places libraries.</summary>
    public static IReadOnlyList<string> DefaultDirectories { get; } = [AppContext.BaseDirectory, Path.Join(AppContext.BaseDirectory, "providers")];

    /// <inheritdoc/>
    public string? Unusable(Accelerator accelerator)
    {
        var path = directories.Select(directory => Path.Join(directory, accelerator.LibraryFile)).FirstOrDefault(File.Exists);
        if (path is null)
            return $"{accelerator.LibraryFile} is not in this image ({string.Join(", ", directories)}).";
        try
        {
            Register(accelerator, path);
        }
        catch (OnnxRuntimeException exception)
        {
            return OnnxErrors.Text(exception);
        }

        return Devices(accelerator).Count == 0 ? $"{accelerator.LibraryFile} is loaded but finds no device." : null;
    }

    /// <summary>The devices of a registered accelerator.</summary>
    public IReadOnlyList<OrtEpDevice> Devices(Accelerator accelerator) =>
        [.. environment.GetEpDevices().Where(device => device.EpName == accelerator.ProviderName)];

    private void Register(Accelerator accelerator, string path)
    {
        lock (Registration)
        {
            if (Registered.Contains(accelerator.Name))
                return;
            environment.RegisterExecutionProviderLibrary(accelerator.Name, path);
            Registered.Add(accelerator.Name);
        }
    }
}
