using System.Collections.Immutable;

namespace Slipway.Runtime.Onnx.Inspection;

/// <summary>A model seen from outside.</summary>
/// <param name="Summary">What the file says about itself.</param>
/// <param name="Problems">Sentences that say why it will not be served; empty when nothing speaks against it.</param>
public sealed record ModelInspection(ModelSummary Summary, ImmutableArray<string> Problems);
