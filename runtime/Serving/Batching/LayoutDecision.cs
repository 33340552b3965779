namespace Slipway.Runtime.Serving.Batching;

/// <summary>Whether a model can be batched.</summary>
/// <param name="Layout">How; null: it cannot.</param>
/// <param name="Reason">Why not; null when it can.</param>
/// <param name="Contradicted">Whether the declared axes do not fit the model, so that it must be refused.</param>
public sealed record LayoutDecision(BatchLayout? Layout, string? Reason, bool Contradicted);
