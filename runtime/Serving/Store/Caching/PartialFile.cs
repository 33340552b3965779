using Slipway.Runtime.Serving.Store.Sources;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>
/// A file that is on its way, and the ledger of its parts while it comes by several connections. Without a ledger what is there is a
/// beginning of the content; with one the file has its full size, and holes.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="ledgerPath">The ledger; there before the first hole, gone after the last.</param>
internal sealed class PartialFile(string path, string ledgerPath)
{
    public string FilePath => path;

    /// <summary>Bytes of the content that are there.</summary>
    public long PresentBytes(SourceEntry entry) => File.Exists(path) ? Ledger(entry)?.DoneBytes ?? new FileInfo(path).Length : 0;

    /// <summary>The ledger; null when there is none that fits the entry.</summary>
    public RangeLedger? Ledger(SourceEntry entry) =>
        File.Exists(ledgerPath) && entry.SizeBytes is { } size ? RangeLedger.Parse(File.ReadAllText(ledgerPath), size) : null;

    /// <summary>Makes the file a beginning of its content, and says how long it is; 0 when nothing of it can be kept.</summary>
    public long KeepBeginning(SourceEntry entry)
    {
        if (!File.Exists(path)) return 0;
        var ledger = Ledger(entry);
        var length = new FileInfo(path).Length;
        if (entry.Validator is null || entry.SizeBytes is not { } size || length > size || (ledger is null && File.Exists(ledgerPath)))
        {
            // First the file: a ledger without one says nothing.
            Discard();
            return 0;
        }

        if (ledger is null) return length;

        // At every moment the ledger promises no more than there is.
        Save(RangeLedger.Start(size, ledger.RangeBytes, ledger.PrefixBytes).Text());
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.None)) file.SetLength(ledger.PrefixBytes);
        File.Delete(ledgerPath);
        return ledger.PrefixBytes;
    }

    /// <summary>The ledger to go on with; a new one takes over the beginning that is there.</summary>
    public RangeLedger OpenLedger(SourceEntry entry, long rangeBytes)
    {
        if (File.Exists(path) && Ledger(entry) is { } ledger) return ledger;
        var fresh = RangeLedger.Start(entry.SizeBytes!.Value, rangeBytes, KeepBeginning(entry));
        Save(fresh.Text());
        return fresh;
    }

    /// <summary>Writes the ledger, at once or not at all.</summary>
    public void Save(string ledger)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(ledgerPath)!);
        File.WriteAllText(ledgerPath + ".new", ledger);
        File.Move(ledgerPath + ".new", ledgerPath, overwrite: true);
    }

    /// <summary>Every part is there.</summary>
    public void DropLedger()
    {
        if (File.Exists(ledgerPath)) File.Delete(ledgerPath);
    }

    /// <summary>Nothing of it is of any use.</summary>
    public void Discard()
    {
        File.Delete(path);
        DropLedger();
    }
}
