using System.Net;
using System.Text;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>gRPC requests by hand.</summary>
internal static class GrpcRequests
{
    /// <summary>ModelInfer of a model, and nothing else in it.</summary>
    public static HttpRequestMessage Infer(string model) => Of([0, 0, 0, 0, (byte)(2 + model.Length), 0x0A, (byte)model.Length, .. Encoding.UTF8.GetBytes(model)]);

    /// <summary>ModelInfer with this body.</summary>
    public static HttpRequestMessage Of(byte[] body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/inference.GRPCInferenceService/ModelInfer")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.ContentType = new("application/grpc");
        return request;
    }
}
