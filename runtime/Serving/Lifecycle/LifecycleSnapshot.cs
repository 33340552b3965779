using System.Collections.Immutable;
using Slipway.Runtime.Serving.Store;

namespace Slipway.Runtime.Serving.Lifecycle;

/// <summary>A model's state at one moment.</summary>
/// <param name="Phase">Where it is.</param>
/// <param name="Download">How far the download is, also after it; null before the first byte and when nothing was downloaded.</param>
/// <param name="Phases">The phases so far, in order, the current one last.</param>
/// <param name="Failure">Why it failed; null unless <see cref="ModelPhase.Failed"/>.</param>
public sealed record LifecycleSnapshot(
    ModelPhase Phase, FetchProgress? Download, ImmutableArray<PhaseDuration> Phases, StartFailure? Failure);
