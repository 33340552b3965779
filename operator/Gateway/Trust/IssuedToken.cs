namespace Slipway.Gateway.Trust;

/// <summary>A token, and when it was made.</summary>
internal sealed record IssuedToken(string Text, DateTimeOffset At);
