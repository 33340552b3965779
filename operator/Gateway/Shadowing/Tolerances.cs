using System.Collections.Frozen;
using Slipway.Api;

namespace Slipway.Gateway.Shadowing;

/// <summary>The tolerance of each output.</summary>
/// <param name="Usual">For all that have none of their own.</param>
/// <param name="Own">Outputs that have, by name.</param>
internal sealed record Tolerances(Tolerance Usual, FrozenDictionary<string, Tolerance> Own)
{
    /// <summary>Null: answers are not compared.</summary>
    public static Tolerances? Of(ShadowTarget target) => target.AbsoluteTolerance is not { } absolute
        ? null
        : new Tolerances(
            Tolerance.Of(absolute, target.RelativeTolerance),
            (target.Outputs ?? []).ToFrozenDictionary(
                output => output.Name, output => Tolerance.Of(output.AbsoluteTolerance, output.RelativeTolerance), StringComparer.Ordinal));

    /// <summary>The same for all outputs.</summary>
    public static Tolerances Of(Tolerance tolerance) => new(tolerance, FrozenDictionary<string, Tolerance>.Empty);

    public Tolerance For(string output) => Own.GetValueOrDefault(output, Usual);
}
