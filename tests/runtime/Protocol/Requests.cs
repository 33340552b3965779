using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Slipway.Runtime.Protocol.Tests;

/// <summary>Shorthand for bodies and for looking into tensors.</summary>
internal static class Requests
{
    public static InferRequestResult Parse(string json, IDisposable? owner = null) =>
        InferRequestParser.Parse(Encoding.UTF8.GetBytes(json), null, owner);

    public static InferRequestResult ParseBinary(string json, byte[] tensors, IDisposable? owner = null)
    {
        var header = Encoding.UTF8.GetBytes(json);
        return InferRequestParser.Parse((byte[])[.. header, .. tensors], header.Length, owner);
    }

    /// <summary>A request with one input <c>x</c>.</summary>
    public static string One(string datatype, string shape, string data) =>
        $$"""{"inputs":[{"name":"x","datatype":"{{datatype}}","shape":{{shape}},"data":{{data}}}]}""";

    /// <summary>A request with one binary input <c>x</c>; spaces after it make the JSON as long as asked for.</summary>
    public static string OneBinary(string datatype, string shape, long size, int padToMultipleOf = 8, int plus = 0)
    {
        var json = $$$"""{"inputs":[{"name":"x","datatype":"{{{datatype}}}","shape":{{{shape}}},"parameters":{"binary_data_size":{{{size}}}}}]}""";
        var length = ((json.Length + padToMultipleOf - 1) / padToMultipleOf * padToMultipleOf) + plus;
        return json.PadRight(length);
    }

    public static InferRequestMessage ShouldSucceed(this InferRequestResult result)
    {
        result.Error.ShouldBeNull();
        return result.Request.ShouldNotBeNull();
    }

    public static string ShouldBeRefused(this InferRequestResult result, ProtocolErrorKind kind = ProtocolErrorKind.InvalidArgument)
    {
        var error = result.Error.ShouldNotBeNull();
        error.Kind.ShouldBe(kind);
        return error.Message;
    }

    public static T[] Values<T>(this WireTensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.Data.Span).ToArray();

    public static string[] Strings(this WireTensor tensor)
    {
        var strings = new List<string>();
        ReadOnlySpan<byte> data = tensor.Data.Span;
        while (!data.IsEmpty)
        {
            var length = (int)BinaryPrimitives.ReadUInt32LittleEndian(data);
            strings.Add(Encoding.UTF8.GetString(data.Slice(4, length)));
            data = data[(4 + length)..];
        }

        return [.. strings];
    }

    public static byte[] Bytes<T>(params T[] values)
        where T : unmanaged => MemoryMarshal.AsBytes<T>(values).ToArray();

    public static byte[] Prefixed(params string[] values) =>
        [.. values.SelectMany(value => (byte[])[.. Bytes((uint)Encoding.UTF8.GetByteCount(value)), .. Encoding.UTF8.GetBytes(value)])];
}
