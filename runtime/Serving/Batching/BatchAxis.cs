namespace Slipway.Runtime.Serving.Batching;

/// <summary>Where a tensor keeps its rows.</summary>
/// <param name="Name">Of the input or output.</param>
/// <param name="Axis">The dimension that counts rows, from 0; <see cref="Shared"/>: an input that all rows share.</param>
public sealed record BatchAxis(string Name, int Axis)
{
    /// <summary>The input has no rows: requests run together only when they bring the same one.</summary>
    public const int Shared = -1;
}
