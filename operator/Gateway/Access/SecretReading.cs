namespace Slipway.Gateway.Access;

/// <summary>What reading a Secret came to.</summary>
/// <param name="At">When.</param>
/// <param name="Data">Its values in base64; null: it was not read.</param>
/// <param name="Problem">Why not; null: it was.</param>
internal sealed record SecretReading(DateTimeOffset At, IReadOnlyDictionary<string, string>? Data = null, string? Problem = null);
