namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>The bytes of an entry, from some offset on.</summary>
/// <param name="Stream">The bytes.</param>
/// <param name="Offset">Where they start: what was asked for, or 0 when the source starts over.</param>
/// <param name="Owner">Holds the connection; disposed with this.</param>
internal sealed record SourceContent(Stream Stream, long Offset, IDisposable? Owner) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        Owner?.Dispose();
    }
}
