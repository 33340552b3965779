namespace Slipway.Runtime.Server.Limits;

/// <summary>How large one request may be, and all of them together.</summary>
/// <param name="MaxBytes">Of one body or message, also when decompressed.</param>
/// <param name="Budget">Of all that are being read, wait or run.</param>
internal sealed record BodyLimits(int MaxBytes, ByteBudget Budget);
