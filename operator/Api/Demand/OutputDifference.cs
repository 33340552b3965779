namespace Slipway.Api.Demand;

/// <summary>How far two answers to the same request were apart in one output.</summary>
/// <param name="RequestId">Names the request in both versions' logs.</param>
/// <param name="Output">Name of the output.</param>
/// <param name="MaxAbsolute">The largest absolute difference of two numbers; infinity as a very large number.</param>
/// <param name="MismatchPercent">How many of its numbers are outside the tolerances.</param>
public sealed record OutputDifference(string RequestId, string Output, double MaxAbsolute, double MismatchPercent);
