using System.Buffers;
using System.IO.Pipelines;

namespace Slipway.Kubernetes.Client.Watching;

/// <summary>Reads lines of bytes, however the network cuts them.</summary>
internal sealed class LineReader(Stream stream, int maxLineBytes) : IAsyncDisposable
{
    private readonly PipeReader pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 16384));

    /// <summary>The next line without its end, as <paramref name="parse"/> makes it; default at the end of the stream.</summary>
    /// <param name="parse">Must not keep the memory that it is given.</param>
    /// <exception cref="HttpIOException">The stream ended within a line.</exception>
    /// <exception cref="IOException">The stream failed, or a line is too long.</exception>
    public async ValueTask<(bool Found, T? Value)> ReadAsync<T>(Func<ReadOnlySequence<byte>, T> parse, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await pipe.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            if (buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = buffer.Slice(0, end);
                var value = IsBlank(line) ? (Found: false, Value: default) : (Found: true, Value: parse(line));
                pipe.AdvanceTo(buffer.GetPosition(1, end));
                if (value.Found)
                    return value;
                continue;
            }

            if (read.IsCompleted)
            {
                return IsBlank(buffer)
                    ? (false, default)
                    : throw new HttpIOException(HttpRequestError.ResponseEnded, "the stream was cut within an event");
            }

            if (buffer.Length > maxLineBytes)
                throw new IOException($"an event is longer than {maxLineBytes} bytes");
            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public ValueTask DisposeAsync() => pipe.CompleteAsync();

    private static bool IsBlank(ReadOnlySequence<byte> line) => line.Length == 0 || (line.Length == 1 && line.FirstSpan[0] == '\r');
}
