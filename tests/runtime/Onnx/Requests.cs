using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Onnx.Tests;

/// <summary>Requests against a backend.</summary>
internal static class Requests
{
    public static InferenceRequest Of(params Tensor[] inputs) => new() { Inputs = inputs };

    public static async Task<InferenceResponse> RunAsync(IModelBackend backend, InferenceRequest request)
    {
        var result = await backend.RunAsync(request, CancellationToken.None);
        result.Failure.ShouldBeNull();
        return result.Response!;
    }

    public static async Task<Failure> FailAsync(IModelBackend backend, InferenceRequest request)
    {
        var result = await backend.RunAsync(request, CancellationToken.None);
        result.Response.ShouldBeNull();
        return result.Failure!;
    }

    /// <summary>BYTES elements as they are in memory.</summary>
    public static byte[] Strings(params string[] elements) => [.. elements.Select(System.Text.Encoding.UTF8.GetBytes)
        .SelectMany(bytes => BitConverter.GetBytes((uint)bytes.Length).Concat(bytes))];
}
