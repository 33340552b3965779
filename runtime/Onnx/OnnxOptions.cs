namespace Slipway.Runtime.Onnx;

/// <summary>What the ONNX backend takes from its surroundings.</summary>
public sealed record OnnxOptions
{
    /// <summary>What the container may use. Default: what the kernel says.</summary>
    public Sessions.ContainerLimits Limits { get; init; } = Sessions.ContainerLimits.Current();

    /// <summary>Where accelerators' libraries are looked for. Default: beside the program and in its <c>providers</c> folder.</summary>
    public IReadOnlyList<string> ProviderDirectories { get; init; } = Providers.AcceleratorLibraries.DefaultDirectories;
}
