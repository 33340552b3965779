using System.Collections.Immutable;

namespace Slipway.Runtime.Serving;

/// <summary>Which execution provider was asked for and which one runs the model.</summary>
/// <param name="Requested">As in the arguments, in order of preference.</param>
/// <param name="Active">The one in use.</param>
/// <param name="Message">Why an earlier one was passed over; null when the first is in use.</param>
public sealed record ProviderReport(ImmutableArray<string> Requested, string Active, string? Message);
