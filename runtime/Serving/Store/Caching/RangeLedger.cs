using System.Globalization;

namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>
/// Which parts of a file that arrives by several connections are on disk. Saved beside the file, so that a later attempt, or another
/// process after a kill, goes on from there. Safe for several threads.
/// </summary>
internal sealed class RangeLedger
{
    private const string Mark = "slipway-ranges-1";

    private readonly Lock _lock = new();
    private readonly long[] _done;
    private readonly bool[] _taken;

    private RangeLedger(long sizeBytes, long rangeBytes, long[] done) =>
        (SizeBytes, RangeBytes, _done, _taken) = (sizeBytes, rangeBytes, done, new bool[done.Length]);

    /// <summary>The size of the whole file.</summary>
    public long SizeBytes { get; }

    /// <summary>The size of every part but the last.</summary>
    public long RangeBytes { get; }

    /// <summary>Bytes of all parts on disk.</summary>
    public long DoneBytes
    {
        get
        {
            lock (_lock) return _done.Sum();
        }
    }

    /// <summary>How much of the file's beginning is complete.</summary>
    public long PrefixBytes
    {
        get
        {
            lock (_lock)
            {
                var whole = 0;
                while (whole < _done.Length && _done[whole] == LengthOf(whole)) whole++;
                return whole == _done.Length ? SizeBytes : (whole * RangeBytes) + _done[whole];
            }
        }
    }

    /// <summary>A ledger for a file of which a beginning is there.</summary>
    public static RangeLedger Start(long sizeBytes, long rangeBytes, long prefixBytes)
    {
        var ledger = new RangeLedger(sizeBytes, rangeBytes, new long[(sizeBytes + rangeBytes - 1) / rangeBytes]);
        for (var index = 0; index < ledger._done.Length; index++)
        {
            ledger._done[index] = Math.Clamp(prefixBytes - (index * rangeBytes), 0, ledger.LengthOf(index));
        }

        return ledger;
    }

    /// <summary>Reads what <see cref="Text"/> wrote; null when it is not about a file of this size.</summary>
    public static RangeLedger? Parse(string text, long sizeBytes)
    {
        var parts = text.TrimEnd('\n').Split(' ');
        if (parts is not [Mark, var size, var range, var list] || !TryNumber(size, out var written) || written != sizeBytes) return null;
        if (!TryNumber(range, out var rangeBytes) || rangeBytes == 0) return null;
        var items = list.Split(',');
        if (items.LongLength != (sizeBytes + rangeBytes - 1) / rangeBytes) return null;
        var done = new long[items.Length];
        var ledger = new RangeLedger(sizeBytes, rangeBytes, done);
        for (var index = 0; index < items.Length; index++)
        {
            if (!TryNumber(items[index], out done[index]) || done[index] > ledger.LengthOf(index)) return null;
        }

        return ledger;
    }

    /// <summary>For <see cref="Parse"/>.</summary>
    public string Text()
    {
        lock (_lock) return string.Create(CultureInfo.InvariantCulture, $"{Mark} {SizeBytes} {RangeBytes} {string.Join(',', _done)}\n");
    }

    /// <summary>Gives out a part that is not complete, once.</summary>
    public (int Index, long Offset, long Length)? Take()
    {
        lock (_lock)
        {
            for (var index = 0; index < _done.Length; index++)
            {
                if (_taken[index] || _done[index] == LengthOf(index)) continue;
                _taken[index] = true;
                return (index, (index * RangeBytes) + _done[index], LengthOf(index) - _done[index]);
            }

            return null;
        }
    }

    /// <summary>Bytes of a part were written.</summary>
    public void Add(int index, int bytes)
    {
        lock (_lock) _done[index] += bytes;
    }

    private long LengthOf(int index) => Math.Min(RangeBytes, SizeBytes - (index * RangeBytes));

    private static bool TryNumber(string text, out long number) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
