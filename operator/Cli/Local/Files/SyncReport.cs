namespace Slipway.Cli.Local.Files;

/// <summary>What one look at the files led to.</summary>
/// <param name="Changes">In kubectl's words, such as <c>ModelDeployment default/ocr created</c>.</param>
/// <param name="Errors">All that is wrong now.</param>
internal sealed record SyncReport(IReadOnlyList<string> Changes, IReadOnlyList<ManifestError> Errors);
