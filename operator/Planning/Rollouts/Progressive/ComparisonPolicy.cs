using System.Collections.Immutable;

namespace Slipway.Planning.Rollouts.Progressive;

/// <summary>How two answers are compared.</summary>
/// <param name="Usual">For all outputs that have no tolerance of their own.</param>
/// <param name="Outputs">For those that have, by name.</param>
internal sealed record ComparisonPolicy(TolerancePolicy Usual, ImmutableSortedDictionary<string, TolerancePolicy> Outputs)
{
    /// <summary>The same for all outputs.</summary>
    public static ComparisonPolicy Of(TolerancePolicy usual) => new(usual, ImmutableSortedDictionary<string, TolerancePolicy>.Empty);
}
