using System.Collections.Immutable;
using System.Globalization;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>What a source holds at the moment.</summary>
/// <param name="Entries">At least one, with unique paths.</param>
/// <param name="IsFolder">Whether the model is a folder, which decides about its digest.</param>
internal sealed record SourceListing(ImmutableArray<SourceEntry> Entries, bool IsFolder)
{
    /// <summary>The directory inside the archives that is the model's root, with a slash at its end; everything else is left out. Null: all of it.</summary>
    public string? ArchiveRoot { get; init; }

    /// <summary>Whether archives of later entries may replace files of earlier ones, as layers of an image do.</summary>
    public bool IsLayered { get; init; }

    /// <summary>Whether something must be unpacked.</summary>
    public bool IsPacked => Entries.Any(entry => entry.Packing != Packing.None);

    /// <summary>The size of all files; null when one is unknown.</summary>
    public long? TotalBytes => Entries.Aggregate((long?)0, (sum, entry) => sum + entry.SizeBytes);

    /// <summary>Equal for equal content of the same source; null when the source cannot promise that.</summary>
    /// <param name="source">The address; of no importance where every entry's digest is known.</param>
    public string? Identity(string source) => Entries.Any(entry => entry.Validator is null || entry.SizeBytes is null)
        ? null
        : Digests.OfText((Entries.All(entry => entry.Sha256Hex is not null) ? ArchiveRoot : source) + "\n" + string.Join('\n', Entries.Select(
            entry => string.Create(CultureInfo.InvariantCulture, $"{entry.RelativePath}\0{entry.SizeBytes}\0{entry.Validator}\0{entry.Packing}"))));
}
