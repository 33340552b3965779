namespace Slipway.Cli.Local.Files;

/// <summary>
/// Files as they are when nobody writes them: a change counts once two looks in a row have seen the same. Editors and shells empty a
/// file before they fill it, or replace it by way of none at all, and nothing may be deleted for that.
/// </summary>
internal sealed class SettledFiles
{
    private Dictionary<string, ManifestFile>? last;

    private Dictionary<string, ManifestFile> settled = new(StringComparer.Ordinal);

    /// <summary>Notes a look; the files as they are by now. The first look counts as it is.</summary>
    public IReadOnlyList<ManifestFile> Next(IReadOnlyList<ManifestFile> read)
    {
        var current = read.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var before = last ?? current;
        var next = new Dictionary<string, ManifestFile>(StringComparer.Ordinal);
        foreach (var path in current.Keys.Union(settled.Keys).Order(StringComparer.Ordinal))
        {
            var now = current.GetValueOrDefault(path);
            var chosen = now == before.GetValueOrDefault(path) ? now : settled.GetValueOrDefault(path);
            if (chosen is not null)
                next[path] = chosen;
        }

        (last, settled) = (current, next);
        return [.. next.Values];
    }
}
