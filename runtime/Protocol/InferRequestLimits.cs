namespace Slipway.Runtime.Protocol;

/// <summary>Bounds on what a request may hold, beside the size of its body, which the server bounds.</summary>
public sealed record InferRequestLimits
{
    /// <summary>The defaults.</summary>
    public static InferRequestLimits Default { get; } = new();

    /// <summary>The most inputs. Default: 256.</summary>
    public int MaxInputs { get; init; } = 256;

    /// <summary>The most outputs asked for. Default: 256.</summary>
    public int MaxOutputs { get; init; } = 256;

    /// <summary>The most dimensions of a tensor. Default: 16.</summary>
    public int MaxDimensions { get; init; } = 16;

    /// <summary>The most bytes of one tensor in memory. Default: 1 GiB; a JSON body cannot make more than 8 times its own size.</summary>
    public int MaxTensorBytes { get; init; } = 1024 * 1024 * 1024;

    /// <summary>The longest name or id, in characters. Default: 1024.</summary>
    public int MaxNameLength { get; init; } = 1024;
}
