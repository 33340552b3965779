using Slipway.Cli.Local.Display;

namespace Slipway.Cli.Local.Files;

/// <summary>Looks at the files, makes the objects follow, and shows what that led to. Used by one thread at a time.</summary>
internal sealed class ManifestFeed(ManifestSync sync, IReadOnlyList<string> paths, IDisplay display)
{
    private readonly ManifestFolder folder = new(paths);

    private readonly SettledFiles settled = new();

    /// <summary>All that is wrong with the files, as of the last look.</summary>
    public IReadOnlyList<ManifestError> Errors { get; private set; } = [];

    public async Task LookAsync(CancellationToken cancellationToken)
    {
        var report = await sync.SyncAsync(settled.Next(folder.Read()), cancellationToken);
        display.Changed(report.Changes, report.Errors.Except(Errors).ToList(), report.Errors);
        Errors = report.Errors;
    }
}
