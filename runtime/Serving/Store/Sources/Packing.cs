namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>How an entry holds its files.</summary>
internal enum Packing
{
    /// <summary>It is a file itself.</summary>
    None,
    Tar,
    TarGzip,
}
