namespace Slipway.Planning.Refusals;

/// <summary>Why nothing is changed.</summary>
/// <param name="Reason">A constant of <see cref="Slipway.Api.Reasons"/>.</param>
/// <param name="Message">What a person has to do.</param>
internal sealed record Refusal(string Reason, string Message);
