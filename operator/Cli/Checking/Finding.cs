namespace Slipway.Cli.Checking;

/// <summary>What was found out about one part of an installation.</summary>
/// <param name="Subject">The part.</param>
/// <param name="IsGood">Whether it works.</param>
/// <param name="Message">What was seen, and what to do when it does not work.</param>
internal sealed record Finding(string Subject, bool IsGood, string Message);
