namespace Slipway.Gateway.Shadowing.Comparison;

/// <summary>How one output of a copy's answer differs.</summary>
/// <param name="Output">Its name; empty: it is about the answer as a whole.</param>
/// <param name="MaxAbsolute">The largest difference of two numbers that are not alike; <see cref="double.MaxValue"/>: there is no bound.</param>
/// <param name="MismatchPercent">How many of its elements are not alike.</param>
/// <param name="Note">What differs where elements cannot be compared; null: they can.</param>
internal sealed record OutputDelta(string Output, double MaxAbsolute, double MismatchPercent, string? Note = null);
