using System.Buffers.Binary;
using System.Text;
using Slipway.Gateway.Shadowing;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>Answers to inferences, in each of their forms.</summary>
internal static class Answers
{
    /// <summary>One output <c>y</c> of numbers, as JSON.</summary>
    public static string Json(string data, string datatype = "FP32", string shape = "[1,2]", string name = "y") =>
        $$"""{"model_name":"ocr","model_version":"1","outputs":[{{Output(data, datatype, shape, name)}}]}""";

    public static string Output(string data, string datatype = "FP32", string shape = "[1,2]", string name = "y") =>
        $$"""{"name":"{{name}}","datatype":"{{datatype}}","shape":{{shape}},"data":{{data}}}""";

    public static CapturedAnswer Captured(string json) => new(Encoding.UTF8.GetBytes(json), IsGrpc: false, JsonLength: null, Encoding: "");

    /// <summary>JSON with the tensors behind it.</summary>
    public static CapturedAnswer Binary(params (string Name, string Datatype, string Shape, byte[] Data)[] outputs)
    {
        var described = outputs.Select(output =>
            $$$"""{"name":"{{{output.Name}}}","datatype":"{{{output.Datatype}}}","shape":{{{output.Shape}}},"parameters":{"binary_data_size":{{{output.Data.Length}}}}}""");
        var json = Encoding.UTF8.GetBytes($$"""{"outputs":[{{string.Join(',', described)}}]}""");
        return new CapturedAnswer((byte[])[.. json, .. outputs.SelectMany(output => output.Data)], IsGrpc: false, json.Length, Encoding: "");
    }

    /// <summary>One output <c>y</c> as a framed ModelInferResponse.</summary>
    public static byte[] Grpc(string datatype, byte[] shape, byte[] data)
    {
        byte[] output = [.. Field(1, "y"u8), .. Field(2, Encoding.UTF8.GetBytes(datatype)), .. Field(3, shape)];
        byte[] message = [.. Field(1, "ocr"u8), .. Field(2, "1"u8), .. Field(5, output), .. Field(6, data)];
        return Frame(message);
    }

    public static byte[] Frame(byte[] message, byte flag = 0)
    {
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)message.Length);
        return [flag, .. length, .. message];
    }

    /// <summary>Elements as the binary extension has them.</summary>
    public static byte[] Bytes<T>(params T[] elements)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(elements.AsSpan()).ToArray();

    /// <summary>Texts as the binary extension has them.</summary>
    public static byte[] Texts(params string[] texts) => [.. texts.SelectMany(text => Bytes((uint)Encoding.UTF8.GetByteCount(text)).Concat(Encoding.UTF8.GetBytes(text)))];

    // Lengths below 128 are one byte.
    private static byte[] Field(int number, ReadOnlySpan<byte> value) => [(byte)((number << 3) | 2), (byte)value.Length, .. value];
}
