using System.Net.Http.Headers;
using System.Runtime.InteropServices;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>A part of an entry.</summary>
/// <param name="Offset">Its first byte.</param>
/// <param name="Length">How many bytes; null: all that follow.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EntryRange(long Offset, long? Length = null)
{
    /// <summary>Everything.</summary>
    public static EntryRange Whole => default;

    /// <summary>Whether it is everything.</summary>
    public bool IsWhole => Offset == 0 && Length is null;

    /// <summary>The header that asks for it; null when it is everything.</summary>
    public RangeHeaderValue? Header => IsWhole ? null : new RangeHeaderValue(Offset, Length is { } length ? Offset + length - 1 : null);

    /// <summary>Whether an answer is this part and no other.</summary>
    /// <param name="answer">Its Content-Range.</param>
    /// <param name="size">The size of the entry; null: unknown.</param>
    public bool Is(ContentRangeHeaderValue? answer, long? size) =>
        answer?.From == Offset
        && (Length is not { } length || answer.To == Offset + length - 1)
        && (answer.Length is null || size is null || answer.Length == size);
}
