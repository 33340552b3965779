namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>The bytes of an entry, or of a part of it.</summary>
/// <param name="Stream">The bytes.</param>
/// <param name="Owner">Holds the connection; disposed with this.</param>
/// <param name="IsPart">Whether it is the part that was asked for; else it is the whole entry from its first byte on.</param>
internal sealed record SourceContent(Stream Stream, IDisposable? Owner, bool IsPart) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        Owner?.Dispose();
    }
}
