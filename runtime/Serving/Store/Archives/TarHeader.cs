using System.Text;

namespace Slipway.Runtime.Serving.Store.Archives;

/// <summary>One 512-byte block before a member of a tar file (POSIX ustar, with GNU's large sizes).</summary>
/// <param name="Name">As it is written.</param>
/// <param name="SizeBytes">Of the content that follows.</param>
/// <param name="Kind">The type flag.</param>
internal readonly record struct TarHeader(string Name, long SizeBytes, char Kind)
{
    public const int Length = 512;

    /// <summary>Reads a block; null when it is all zeros, as at the end of an archive.</summary>
    /// <exception cref="InvalidDataException">It is no header.</exception>
    public static TarHeader? Parse(ReadOnlySpan<byte> block)
    {
        if (block.IndexOfAnyExcept((byte)0) < 0) return null;
        if (Number(block.Slice(148, 8)) != Checksum(block)) throw new InvalidDataException("A header of the archive has a wrong checksum.");
        var name = Text(block[..100]);
        var prefix = block.Slice(257, 6).SequenceEqual("ustar\0"u8) ? Text(block.Slice(345, 155)) : "";
        var size = Number(block.Slice(124, 12));
        var kind = (char)block[156];
        return new TarHeader(prefix.Length == 0 ? name : $"{prefix}/{name}", size, kind == '\0' ? '0' : kind);
    }

    /// <summary>Text up to the first zero byte.</summary>
    /// <exception cref="InvalidDataException">It is not UTF-8.</exception>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        try
        {
            return Strict.GetString(end < 0 ? bytes : bytes[..end]);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidDataException("A name in the archive is not UTF-8.", exception);
        }
    }

    private static UTF8Encoding Strict { get; } = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Octal digits, or, where the first bit is set, a big-endian number.</summary>
    private static long Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0) return BigEndian(field);
        var value = 0L;
        foreach (var digit in field.Trim(" \0"u8))
        {
            if (digit is < (byte)'0' or > (byte)'7') throw new InvalidDataException("A header of the archive holds a number that is none.");
            value = checked((value * 8) + (digit - '0'));
        }

        return value;
    }

    private static long BigEndian(ReadOnlySpan<byte> field)
    {
        var value = (long)(field[0] & 0x7f);
        foreach (var next in field[1..])
        {
            if (value > long.MaxValue >> 8) throw new InvalidDataException("A header of the archive holds a number that is too large.");
            value = (value << 8) | next;
        }

        return value;
    }

    private static long Checksum(ReadOnlySpan<byte> block)
    {
        var sum = 0L;
        for (var index = 0; index < Length; index++) sum += index is >= 148 and < 156 ? ' ' : block[index];
        return sum;
    }
}
