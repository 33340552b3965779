using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Slipway.Runtime.Server.Tests.Harness;
using Slipway.Tests.Support.Models;

namespace Slipway.Runtime.Server.Tests.Http;

public sealed class InferTests(ServedModels models) : IClassFixture<ServedModels>
{
    private const string Infer = "/v2/models/ocr/infer";
    private const string HeaderLength = "Inference-Header-Content-Length";
    private const double Tolerance = 1e-5;

    private static readonly long[] Shape = [2, 3, 48, 192];
    private static readonly float[] Image = [.. Enumerable.Range(0, 2 * 3 * 48 * 192).Select(index => MathF.Sin(index))];

    [Fact]
    public async Task JSON_and_binary_answers_are_the_numbers_of_ONNX_Runtime()
    {
        var client = models.Classifier;
        using var value = OrtValue.CreateTensorValueFromMemory(Image, Shape);
        var direct = DirectInference.Run(RealModels.OcrClassifier, "softmax_0.tmp_0", ("x", value));

        using var json = await client.PostAsync(Infer, JsonRequest());
        using var binary = await client.PostAsync("/v2/models/ocr/versions/2/infer?ignored=yes", BinaryRequest());

        var fromJson = await NumbersAsync(json);
        var (header, tensor) = await SplitAsync(binary);
        var fromBinary = MemoryMarshal.Cast<byte, float>(tensor).ToArray();
        Close(fromJson, direct);
        fromBinary.ShouldBe(fromJson);
        header.ShouldBe("""{"id":"b","model_name":"ocr","model_version":"2","outputs":[{"name":"softmax_0.tmp_0","datatype":"FP32","shape":[2,2],"parameters":{"binary_data_size":16}}]}""");
        binary.Content.Headers.ContentType!.MediaType.ShouldBe("application/octet-stream");
    }

    [Fact]
    public async Task A_stateful_model_takes_its_state_as_an_ordinary_tensor()
    {
        var client = models.Speech;
        var sound = Image[..512];
        using var input = OrtValue.CreateTensorValueFromMemory(sound, [1, 512]);
        using var state = OrtValue.CreateTensorValueFromMemory(new float[256], [2, 1, 128]);
        using var rate = OrtValue.CreateTensorValueFromMemory(new long[] { 16000 }, []);
        var direct = DirectInference.Run(RealModels.SpeechActivity, "output", ("input", input), ("state", state), ("sr", rate));
        var body = $$"""
            {"inputs":[{"name":"input","datatype":"FP32","shape":[1,512],"data":{{Numbers(sound)}}},
            {"name":"state","datatype":"FP32","shape":[2,1,128],"data":{{Numbers(new float[256])}}},
            {"name":"sr","datatype":"INT64","shape":[],"data":[16000]}],"outputs":[{"name":"output"}]}
            """;

        using var response = await client.PostAsync("/v2/models/speech/infer", Text(body));

        Close(await NumbersAsync(response), direct);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task Compressed_bodies_are_read(string encoding)
    {
        var client = models.Classifier;
        using var content = await CompressedAsync(encoding, await JsonRequest().ReadAsByteArrayAsync());

        using var response = await client.PostAsync(Infer, content);

        (await NumbersAsync(response)).Length.ShouldBe(4);
    }

    [Theory]
    [InlineData(65, 64, "request body exceeds the limit of 67108864 bytes")]
    [InlineData(20, 1_000_000, "request body decompresses to more than 200 times its size")]
    public async Task Row_44_a_body_that_decompresses_beyond_the_total_or_the_ratio_is_cut(int megabytes, int noiseEvery, string error)
    {
        var client = models.Classifier;
        var body = new byte[megabytes * 1024 * 1024];
        var random = new Random(1);
        for (var index = 0; index < body.Length; index += noiseEvery) body[index] = (byte)random.Next(256);
        using var content = await CompressedAsync("gzip", body);

        using var response = await client.PostAsync(Infer, content);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await response.Content.ReadAsStringAsync()).ShouldBe($$"""{"error":"{{error}}"}""");
    }

    [Theory]
    [InlineData("gzip", true)]
    [InlineData("deflate", true)]
    [InlineData("br", false)]
    public async Task Answers_are_compressed_for_those_who_ask(string encoding, bool isCompressed)
    {
        const int Rows = 200;
        var client = models.Classifier;
        using var request = new HttpRequestMessage(HttpMethod.Post, Infer)
        {
            Content = Text($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[{{Rows}},3,4,4],"data":{{Numbers(new float[Rows * 48])}}}]}"""),
        };
        request.Headers.AcceptEncoding.ParseAdd(encoding);

        using var response = await client.SendAsync(request);

        response.Content.Headers.ContentEncoding.ShouldBe(isCompressed ? [encoding] : []);
        await using var body = await response.Content.ReadAsStreamAsync();
        await using var plain = encoding switch
        {
            "gzip" => new GZipStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            _ => body,
        };
        using var json = await JsonDocument.ParseAsync(plain);
        json.RootElement.GetProperty("outputs")[0].GetProperty("data").GetArrayLength().ShouldBe(Rows * 2);
    }

    [Theory]
    [InlineData("my-id-1", true)]
    [InlineData("has space", false)]
    public async Task Request_ids_are_kept_and_sent_back(string sent, bool isKept)
    {
        var client = models.Classifier;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2");
        request.Headers.TryAddWithoutValidation("x-request-id", sent);

        using var response = await client.SendAsync(request);

        var id = response.Headers.GetValues("x-request-id").Single();
        (id == sent).ShouldBe(isKept);
        id.ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", null)]
    [InlineData("nonsense", null)]
    public async Task A_request_without_an_id_has_that_of_its_trace_also_where_nobody_collects_spans(string traceParent, string? expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v2");
        request.Headers.TryAddWithoutValidation("traceparent", traceParent);

        using var response = await models.Classifier.SendAsync(request);

        var id = response.Headers.GetValues("x-request-id").Single();
        id.Length.ShouldBe(32);
        if (expected is not null) id.ShouldBe(expected);
        else id.Trim('0').ShouldNotBeEmpty();
    }

    [Fact]
    public async Task V1_predictions_are_the_numbers_of_V2()
    {
        var client = models.Classifier;
        const string Rows = "[[[0.5,1],[2,3]],[[4,5],[6,7]],[[8,9],[1,2]]]";
        using var v1 = await client.PostAsync("/v1/models/ocr:predict", Text($$"""{"instances":[{{Rows}},{{Rows}}]}"""));
        using var v2 = await client.PostAsync(Infer, Text($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[2,3,2,2],"data":[{{Rows}},{{Rows}}]}]}"""));
        using var bad = await client.PostAsync("/v1/models/ocr:predict", Text("""{"instances":[[1,2]]}"""));

        using var json = JsonDocument.Parse(await v1.Content.ReadAsStringAsync());
        var predictions = json.RootElement.GetProperty("predictions").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(number => number.GetSingle());
        predictions.ShouldBe(await NumbersAsync(v2));
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Chunked_bodies_and_raw_requests_are_read()
    {
        var client = models.Classifier;
        using var chunked = new HttpRequestMessage(HttpMethod.Post, Infer) { Content = JsonRequest() };
        chunked.Headers.TransferEncodingChunked = true;
        using var response = await client.SendAsync(chunked);

        (await NumbersAsync(response)).Length.ShouldBe(4);
    }

    [Fact]
    public async Task Classes_can_be_asked_for_instead_of_numbers()
    {
        var client = models.Classifier;

        using var response = await client.PostAsync(Infer, JsonRequest(""","outputs":[{"name":"softmax_0.tmp_0","parameters":{"classification":1}}]"""));

        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var output = json.RootElement.GetProperty("outputs")[0];
        output.GetProperty("datatype").GetString().ShouldBe("BYTES");
        output.GetProperty("data").EnumerateArray().ShouldAllBe(entry => entry.GetString()!.Contains(':'));
    }

    [Theory]
    [InlineData("not JSON", 400, "failed to parse the request JSON")]
    [InlineData("""{"inputs":[]}""", 400, "")]
    [InlineData("""{"inputs":[{"name":"y","datatype":"FP32","shape":[1],"data":[1]}]}""", 400, "unexpected inference input 'y' for model 'ocr'")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP64","shape":[1,3,1,1],"data":[1,2,3]}]}""", 400, "data-type is 'FP64', but model 'ocr' expects 'FP32'")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,4,1,1],"data":[1,2,3,4]}]}""", 400, "Expected [-1,3,-1,-1], got [1,4,1,1]")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,3,1,1],"data":[1,2]}]}""", 400, "")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[4294967296,4294967296,4294967296,3],"data":[1]}]}""", 400, "")]
    [InlineData("""{"inputs":[{"name":"x","datatype":"FP32","shape":[1,3,1,1],"data":[1,2,3]}],"outputs":[{"name":"z"}]}""", 400, "unexpected inference output 'z'")]
    public async Task Bad_requests_get_their_own_error_and_nobody_elses(string body, int status, string words)
    {
        var client = models.Classifier;

        using var response = await client.PostAsync(Infer, Text(body));

        ((int)response.StatusCode).ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        json.RootElement.GetProperty("error").GetString()!.ShouldContain(words);
    }

    [Theory]
    [InlineData("abc", 400)]
    [InlineData("-5", 400)]
    [InlineData("99999999", 400)]
    [InlineData("10", 400)]
    public async Task A_header_length_that_cannot_be_is_refused(string length, int status)
    {
        var client = models.Classifier;
        using var content = BinaryRequest();
        content.Headers.Remove(HeaderLength);
        content.Headers.Add(HeaderLength, length);

        using var response = await client.PostAsync(Infer, content);

        ((int)response.StatusCode).ShouldBe(status);
    }

    private static StringContent JsonRequest(string more = "") =>
        Text($$"""{"inputs":[{"name":"x","datatype":"FP32","shape":[{{string.Join(',', Shape)}}],"data":{{Numbers(Image)}}}]{{more}}}""");

    private static ByteArrayContent BinaryRequest()
    {
        var tensor = MemoryMarshal.AsBytes<float>(Image).ToArray();
        var header = Encoding.UTF8.GetBytes(
            $$"""{"id":"b","parameters":{"binary_data_output":true},"inputs":[{"name":"x","datatype":"FP32","shape":[{{string.Join(',', Shape)}}],"parameters":{"binary_data_size":{{tensor.Length}} } }]}""");
        var content = new ByteArrayContent([.. header, .. tensor]);
        content.Headers.Add(HeaderLength, header.Length.ToString(CultureInfo.InvariantCulture));
        return content;
    }

    private static StringContent Text(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Numbers(float[] values) => $"[{string.Join(',', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}]";

    private static async Task<ByteArrayContent> CompressedAsync(string encoding, byte[] body)
    {
        using var target = new MemoryStream();
        await using (Stream compressor = encoding == "gzip" ? new GZipStream(target, CompressionLevel.SmallestSize) : new ZLibStream(target, CompressionLevel.Fastest))
            await compressor.WriteAsync(body);
        var content = new ByteArrayContent(target.ToArray());
        content.Headers.ContentEncoding.Add(encoding);
        return content;
    }

    private static async Task<float[]> NumbersAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        using var json = JsonDocument.Parse(text);
        return [.. json.RootElement.GetProperty("outputs")[0].GetProperty("data").EnumerateArray().Select(number => number.GetSingle())];
    }

    private static async Task<(string Header, byte[] Tensor)> SplitAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsByteArrayAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, Encoding.UTF8.GetString(body));
        var length = int.Parse(response.Headers.GetValues(HeaderLength).Single(), CultureInfo.InvariantCulture);
        return (Encoding.UTF8.GetString(body[..length]), body[length..]);
    }

    private static void Close(float[] left, float[] right)
    {
        left.Length.ShouldBe(right.Length);
        left.Zip(right).ShouldAllBe(pair => Math.Abs(pair.First - pair.Second) < Tolerance);
    }
}
