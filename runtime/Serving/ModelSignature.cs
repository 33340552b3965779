using System.Collections.Immutable;

namespace Slipway.Runtime.Serving;

/// <summary>What a model takes and gives, in the order of its graph.</summary>
/// <param name="Inputs">Every input that has no default in the model.</param>
/// <param name="Outputs">Every output.</param>
public sealed record ModelSignature(ImmutableArray<TensorSpec> Inputs, ImmutableArray<TensorSpec> Outputs);
