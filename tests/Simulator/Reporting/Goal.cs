namespace Slipway.Simulator.Reporting;

/// <summary>One claim about the operator's policy, and whether the results bear it out.</summary>
/// <param name="Claim">In words.</param>
/// <param name="IsMet">Whether it holds.</param>
/// <param name="Found">The figures.</param>
internal sealed record Goal(string Claim, bool IsMet, string Found);
