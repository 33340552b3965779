namespace Slipway.Runtime.Serving.Store;

/// <summary>A model that lies complete and verified on the local file system. Its files must not be changed.</summary>
public sealed record StoredModel
{
    /// <summary>The .onnx file to load.</summary>
    public required string ModelPath { get; init; }

    /// <summary>The directory that holds everything that belongs to the model; external data must lie inside it.</summary>
    public required string RootPath { get; init; }

    /// <summary><c>sha256:</c> and 64 hex digits: of the file, or of the folder (see Store/README.md).</summary>
    public required string Digest { get; init; }

    /// <summary>The size of all files together, in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>An address under which exactly this content stays; null: its store has no such address.</summary>
    public string? ResolvedUri { get; init; }

    /// <summary>The file with one class label per line; null when the model has none.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>Whether the digest stands for a folder, and so for all that the model may read; else only for the .onnx file.</summary>
    public bool IsFolder { get; init; }

    /// <summary>Whether the digest is the one that the user asked for, so that nothing it does not stand for may be read.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Whether it came from the cache, without a download.</summary>
    public bool FromCache { get; init; }

    /// <summary>Keeps other processes from removing it from the cache, as long as this record is referred to; null for what is in no cache.</summary>
    internal IDisposable? Use { get; init; }
}
