using System.Globalization;

namespace Slipway.Runtime.Serving.Store.Archives;

/// <summary>
/// Reads the members of a tar file one after the other, in a few kilobytes of memory whatever the file claims. What describes the
/// next member (long names of GNU and pax) is taken in; it must be short.
/// </summary>
internal sealed class TarStream(Stream source)
{
    private const int MaxDescriptionBytes = 64 * 1024;

    private readonly byte[] _block = new byte[TarHeader.Length];
    private long _contentBytes;
    private int _padding;

    /// <summary>Goes to the next member, past what is left of this one.</summary>
    /// <returns>Null at the end.</returns>
    /// <exception cref="InvalidDataException">It is no tar file.</exception>
    /// <exception cref="EndOfStreamException">It is cut.</exception>
    public async Task<TarHeader?> NextAsync(CancellationToken cancellationToken)
    {
        string? name = null;
        long? size = null;
        while (true)
        {
            await SkipAsync(cancellationToken);
            if (await source.ReadAtLeastAsync(_block, _block.Length, throwOnEndOfStream: false, cancellationToken) is var read && read < _block.Length)
            {
                return read == 0 && name is null ? null : throw new EndOfStreamException("The archive is cut.");
            }

            if (TarHeader.Parse(_block) is not { } header) return null;
            switch (header.Kind)
            {
                case 'L':
                    Begin(header.SizeBytes);
                    name = TarHeader.Text(await DescriptionAsync(cancellationToken));
                    break;
                case 'x':
                    Begin(header.SizeBytes);
                    (name, size) = Pax(await DescriptionAsync(cancellationToken), name, size);
                    break;
                case 'K' or 'g':
                    // The target of a link, which is refused anyway, and what holds for all members.
                    Begin(header.SizeBytes);
                    break;
                default:
                    var member = header with { Name = name ?? header.Name, SizeBytes = size ?? header.SizeBytes };
                    Begin(member.Kind is '1' or '2' or '3' or '4' or '5' or '6' ? 0 : member.SizeBytes);
                    return member;
            }
        }
    }

    /// <summary>Reads from the member's content; 0 at its end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_contentBytes == 0) return 0;
        var read = await source.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _contentBytes)], cancellationToken);
        if (read == 0) throw new EndOfStreamException("The archive is cut.");
        _contentBytes -= read;
        return read;
    }

    private void Begin(long size)
    {
        if (size < 0) throw new InvalidDataException("A member of the archive has a negative size.");
        (_contentBytes, _padding) = (size, (int)((TarHeader.Length - (size % TarHeader.Length)) % TarHeader.Length));
    }

    private async Task SkipAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[16 * 1024];
        while (await ReadAsync(buffer, cancellationToken) > 0)
        {
        }

        await source.ReadExactlyAsync(buffer.AsMemory(0, _padding), cancellationToken);
        _padding = 0;
    }

    private async Task<byte[]> DescriptionAsync(CancellationToken cancellationToken)
    {
        if (_contentBytes > MaxDescriptionBytes) throw new InvalidDataException("A description in the archive is too long.");
        var text = new byte[_contentBytes];
        await source.ReadExactlyAsync(text, cancellationToken);
        _contentBytes = 0;
        return text;
    }

    /// <summary>Records of the form <c>length name=value LF</c>.</summary>
    private static (string? Name, long? Size) Pax(byte[] records, string? name, long? size)
    {
        var rest = records.AsSpan();
        while (!rest.IsEmpty)
        {
            var space = rest.IndexOf((byte)' ');
            if (space <= 0 || !int.TryParse(rest[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length <= space + 1 || length > rest.Length || rest[length - 1] != '\n')
            {
                throw new InvalidDataException("A description in the archive cannot be read.");
            }

            var record = rest[(space + 1)..(length - 1)];
            if (record.StartsWith("path="u8)) name = TarHeader.Text(record[5..]);
            if (record.StartsWith("size="u8))
            {
                size = long.TryParse(record[5..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : throw new InvalidDataException("A size in the archive cannot be read.");
            }

            if (record.StartsWith("GNU.sparse."u8)) throw new InvalidDataException("The archive holds a sparse file, which is not supported.");
            rest = rest[length..];
        }

        return (name, size);
    }
}
