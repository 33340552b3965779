using System.Collections.Immutable;

namespace Slipway.Runtime.Protocol;

/// <summary>An input or output in a <see cref="ModelConfig"/>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DataType">Such as <c>TYPE_FP32</c>; BYTES is <c>TYPE_STRING</c>.</param>
/// <param name="Dims">Its dimensions, the batch included; -1 is variable.</param>
public sealed record ModelConfigTensor(string Name, string DataType, ImmutableArray<long> Dims);
