namespace Slipway.Planning.Status.Diagnosis;

/// <summary>What a reason of the runtime means to people.</summary>
/// <param name="Outcome">Stalled or retrying, by the table of decision 0001.</param>
/// <param name="Advice">What a person can do.</param>
internal sealed record RuntimeFailure(Outcome Outcome, string Advice);
