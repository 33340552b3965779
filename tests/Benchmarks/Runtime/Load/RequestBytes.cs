using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using Slipway.Benchmarks.Shared.Load;
using Slipway.Runtime.Protocol.Protos;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>Requests as they go over the wire, made once.</summary>
internal static class RequestBytes
{
    /// <summary>A whole HTTP/1.1 request with binary tensors and binary answers.</summary>
    public static byte[] Binary(BenchmarkModel model, string path)
    {
        var inputs = string.Join(',', model.Inputs.Select(input =>
            $$$"""{"name":"{{{input.Name}}}","shape":[{{{string.Join(',', input.Shape)}}}],"datatype":"{{{input.Datatype}}}","parameters":{"binary_data_size":{{{input.Bytes.Length}}}}}"""));
        var json = Encoding.UTF8.GetBytes($$"""{"parameters":{"binary_data_output":true},"inputs":[{{inputs}}]}""");
        byte[] body = [.. json, .. model.Inputs.SelectMany(input => input.Bytes)];
        return HttpHead.Post(path, $"Content-Type: application/octet-stream\r\nInference-Header-Content-Length: {json.Length}\r\n", body);
    }

    /// <summary>A whole HTTP/1.1 request in JSON.</summary>
    public static byte[] Json(BenchmarkModel model, string path) =>
        HttpHead.Post(path, "Content-Type: application/json\r\n", Encoding.UTF8.GetBytes($$"""{"inputs":[{{string.Join(',', model.Inputs.Select(Json))}}]}"""));

    /// <summary>A framed gRPC message.</summary>
    public static byte[] Grpc(BenchmarkModel model)
    {
        var message = new ModelInferRequest { ModelName = model.Name };
        foreach (var input in model.Inputs)
        {
            message.Inputs.Add(new ModelInferRequest.Types.InferInputTensor { Name = input.Name, Datatype = input.Datatype, Shape = { input.Shape } });
            message.RawInputContents.Add(ByteString.CopyFrom(input.Bytes));
        }

        var bytes = message.ToByteArray();
        return [0, (byte)(bytes.Length >> 24), (byte)(bytes.Length >> 16), (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private static string Json(BenchmarkInput input)
    {
        var data = input.Datatype == "FP32"
            ? string.Join(',', MemoryMarshal.Cast<byte, float>(input.Bytes).ToArray().Select(value => value.ToString("R", CultureInfo.InvariantCulture)))
            : string.Join(',', MemoryMarshal.Cast<byte, long>(input.Bytes).ToArray());
        return $$"""{"name":"{{input.Name}}","shape":[{{string.Join(',', input.Shape)}}],"datatype":"{{input.Datatype}}","data":[{{data}}]}""";
    }
}
