using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>Writes tar files, also those that no honest program would write.</summary>
internal sealed class TarBuilder
{
    private readonly MemoryStream _bytes = new();

    public TarBuilder Add(string name, byte[] content, char kind = '0', string link = "", Action<byte[]>? spoil = null)
    {
        var header = new byte[512];
        Write(header, 0, 100, name);
        Write(header, 100, 8, "0000644\0");
        Write(header, 124, 12, Convert.ToString(content.Length, 8).PadLeft(11, '0'));
        header[156] = (byte)kind;
        Write(header, 157, 100, link);
        Write(header, 257, 8, "ustar\000");
        spoil?.Invoke(header);
        header.AsSpan(148, 8).Fill((byte)' ');
        Write(header, 148, 8, Convert.ToString(header.Sum(value => value), 8).PadLeft(6, '0') + "\0 ");
        _bytes.Write(header);
        _bytes.Write(content);
        _bytes.Write(new byte[(512 - (content.Length % 512)) % 512]);
        return this;
    }

    public TarBuilder Directory(string name) => Add(name, [], '5');

    /// <summary>A name too long for a header, in the way of GNU.</summary>
    public TarBuilder AddLong(string name, byte[] content) =>
        Add("././@LongLink", Encoding.UTF8.GetBytes(name + "\0"), 'L').Add(name[..99], content);

    /// <summary>The same, in the way of pax.</summary>
    public TarBuilder AddPax(string name, byte[] content)
    {
        var record = $" path={name}\n";
        var length = Encoding.UTF8.GetByteCount(record);
        var digits = (length + 3).ToString(CultureInfo.InvariantCulture).Length;
        return Add("pax", Encoding.UTF8.GetBytes((length + digits).ToString(CultureInfo.InvariantCulture) + record), 'x').Add("short", content);
    }

    /// <summary>Says a size that would not fit in octal digits.</summary>
    public static void HugeSize(byte[] header)
    {
        header.AsSpan(124, 12).Clear();
        header[124] = 0x80;
        BinaryPrimitives.WriteInt64BigEndian(header.AsSpan(128, 8), 1L << 60);
    }

    public byte[] Build() => [.. _bytes.ToArray(), .. new byte[1024]];

    public byte[] BuildGzip() => Gzip(Build());

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(content);
        return packed.ToArray();
    }

    private static void Write(byte[] header, int offset, int length, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, length)).CopyTo(header.AsSpan(offset));
    }
}
