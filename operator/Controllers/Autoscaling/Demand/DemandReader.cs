using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Slipway.Api.Demand;

namespace Slipway.Controllers.Autoscaling.Demand;

/// <summary>Reads lines of reports from a stream. A line that is too long or is no report ends it: the other side is no gateway.</summary>
internal static class DemandReader
{
    /// <summary>Enough for some ten thousand models.</summary>
    public const int LongestLine = 16 * 1024 * 1024;

    /// <summary>Hands over each report until the stream ends.</summary>
    /// <exception cref="InvalidDataException">What came is no report.</exception>
    public static async Task ReadAsync(Stream stream, Action<DemandReport> take, CancellationToken cancellationToken)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));
        try
        {
            while (true)
            {
                var read = await pipe.ReadAsync(cancellationToken);
                var buffer = read.Buffer;
                while (TryCut(ref buffer, out var line))
                    take(Parse(line));
                if (buffer.Length > LongestLine)
                    throw new InvalidDataException($"a line is longer than {LongestLine} bytes");
                pipe.AdvanceTo(buffer.Start, buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private static bool TryCut(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        line = default;
        if (buffer.PositionOf((byte)'\n') is not { } end)
            return false;
        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static DemandReport Parse(ReadOnlySequence<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            return JsonSerializer.Deserialize(ref reader, DemandJsonContext.Default.DemandReport)
                ?? throw new InvalidDataException("a line is null");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"a line is no report: {error.Message}", error);
        }
    }
}
