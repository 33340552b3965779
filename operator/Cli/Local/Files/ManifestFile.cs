namespace Slipway.Cli.Local.Files;

/// <summary>A file as it was read.</summary>
/// <param name="Path">As people are shown it.</param>
/// <param name="Text">All of it.</param>
/// <param name="Fault">Why it cannot be read; null: it can.</param>
internal sealed record ManifestFile(string Path, string Text, string? Fault = null);
