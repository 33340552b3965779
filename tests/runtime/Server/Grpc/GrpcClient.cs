using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Slipway.Runtime.Server.Tests.Grpc;

/// <summary>gRPC by hand, as raw as a client can be.</summary>
internal static class GrpcClient
{
    public const string V2Service = "/inference.GRPCInferenceService/";

    public static byte[] Frame(byte[] message, bool compressed = false)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = (byte)(compressed ? 1 : 0);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static async Task<byte[]> GZipAsync(byte[] message)
    {
        using var target = new MemoryStream();
        await using (var gzip = new GZipStream(target, CompressionLevel.SmallestSize)) await gzip.WriteAsync(message);
        return target.ToArray();
    }

    public static Task<GrpcAnswer> CallAsync(HttpClient client, string path, IMessage message, params (string Name, string Value)[] headers) =>
        SendAsync(client, path, Frame(message.ToByteArray()), headers);

    public static async Task<GrpcAnswer> SendAsync(HttpClient client, string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Version = client.DefaultRequestVersion,
            VersionPolicy = client.DefaultVersionPolicy,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        using var response = await client.SendAsync(request);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        return new GrpcAnswer(Value(response, "grpc-status"), Uri.UnescapeDataString(Value(response, "grpc-message")), Split(bytes));
    }

    private static string Value(HttpResponseMessage response, string name) =>
        response.TrailingHeaders.TryGetValues(name, out var values) || response.Headers.TryGetValues(name, out values) ? values.Single() : string.Empty;

    private static List<byte[]> Split(byte[] bytes)
    {
        var messages = new List<byte[]>();
        for (var place = 0; place < bytes.Length;)
        {
            bytes[place].ShouldBe((byte)0);
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(place + 1));
            messages.Add(bytes[(place + 5)..(place + 5 + length)]);
            place += 5 + length;
        }

        return messages;
    }
}
