namespace Slipway.Planning.Runtime;

/// <summary>What a model takes and gives.</summary>
/// <param name="Inputs">In the order of the model.</param>
/// <param name="Outputs">In the order of the model.</param>
public sealed record RuntimeSignature(IReadOnlyList<RuntimeTensor> Inputs, IReadOnlyList<RuntimeTensor> Outputs);
