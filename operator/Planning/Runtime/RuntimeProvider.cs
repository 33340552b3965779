namespace Slipway.Planning.Runtime;

/// <summary>Which execution provider a runtime uses.</summary>
/// <param name="Active">Its name; null until the model is loaded.</param>
/// <param name="Message">Why an earlier one in the list was passed over; null: none was.</param>
public sealed record RuntimeProvider(string? Active, string? Message);
