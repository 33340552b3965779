using System.Net;
using System.Text;
using Slipway.Runtime.Server.Tests.Harness;

namespace Slipway.Runtime.Server.Tests.Http;

public sealed class ProtocolTests(ServedModels models) : IClassFixture<ServedModels>
{
    private const string Metadata =
        """{"name":"ocr","versions":["2"],"platform":"onnxruntime_onnx","inputs":[{"name":"x","datatype":"FP32","shape":[-1,3,-1,-1]}],"outputs":[{"name":"softmax_0.tmp_0","datatype":"FP32","shape":[-1,2]}]}""";

    [Theory]
    [InlineData("/v2", """{"name":"slipway-runtime","version":"0.1.0","extensions":["binary_tensor_data","classification","model_configuration","model_repository","statistics"]}""")]
    [InlineData("/v2/", """{"name":"slipway-runtime","version":"0.1.0","extensions":["binary_tensor_data","classification","model_configuration","model_repository","statistics"]}""")]
    [InlineData("/v2/health/live", """{"live":true}""")]
    [InlineData("/v2/health/ready?x=1", """{"ready":true}""")]
    [InlineData("/v2/models/ocr", Metadata)]
    [InlineData("/v2/models/ocr/versions/2", Metadata)]
    [InlineData("/v2/models/ocr/ready", """{"name":"ocr","ready":true}""")]
    [InlineData("/v2/models/ocr/config", """{"name":"ocr","platform":"onnxruntime_onnx","backend":"onnxruntime","max_batch_size":0,"input":[{"name":"x","data_type":"TYPE_FP32","dims":[-1,3,-1,-1]}],"output":[{"name":"softmax_0.tmp_0","data_type":"TYPE_FP32","dims":[-1,2]}]}""")]
    [InlineData("/v1/models", """{"models":["ocr"]}""")]
    [InlineData("/v1/models/ocr", """{"name":"ocr","ready":true}""")]
    [InlineData("/v2/models/ocr/versions/2/ready", """{"name":"ocr","ready":true}""")]
    public async Task Good_questions(string path, string answer)
    {
        var client = models.Classifier;

        using var response = await client.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        response.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        (await response.Content.ReadAsStringAsync()).ShouldBe(answer);
    }

    [Theory]
    [InlineData("GET", "/v2/models/nope", 404, "Request for unknown model: 'nope' is not found")]
    [InlineData("GET", "/v2/models/nope/ready", 404, "Request for unknown model: 'nope' is not found")]
    [InlineData("POST", "/v2/models/nope/infer", 404, "Request for unknown model: 'nope' is not found")]
    [InlineData("GET", "/v2/models/ocr/versions/3", 404, "Request for unknown model: 'ocr' version 3 is not found")]
    [InlineData("GET", "/v2/models/nope/stats", 404, "Request for unknown model: 'nope' is not found")]
    [InlineData("POST", "/v1/models/nope:predict", 404, "Request for unknown model: 'nope' is not found")]
    [InlineData("GET", "/v1/models/ocr:predict", 405, "Method GET is not allowed here, only POST")]
    [InlineData("GET", "/v2/nothing", 404, "Not found: /v2/nothing")]
    [InlineData("GET", "/", 404, "Not found: /")]
    [InlineData("GET", "/metrics", 404, "Not found: /metrics")]
    [InlineData("GET", "/v2/models/ocr/infer", 405, "Method GET is not allowed here, only POST")]
    [InlineData("POST", "/v2/models/ocr", 405, "Method POST is not allowed here, only GET")]
    [InlineData("DELETE", "/v2", 405, "Method DELETE is not allowed here, only GET")]
    [InlineData("POST", "/v2/repository/models/ocr/unload", 404, "Not found: /v2/repository/models/ocr/unload")]
    public async Task Bad_questions(string method, string path, int status, string error)
    {
        var client = models.Classifier;
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await client.SendAsync(request);

        ((int)response.StatusCode).ShouldBe(status);
        (await response.Content.ReadAsStringAsync()).ShouldBe($$"""{"error":"{{error}}"}""".Replace("'", "\\u0027", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"ready":true}""")]
    public async Task The_repository_lists_the_model(string body)
    {
        var client = models.Classifier;

        using var response = await client.PostAsync("/v2/repository/index", new StringContent(body, Encoding.UTF8, "application/json"));

        (await response.Content.ReadAsStringAsync()).ShouldBe("""[{"name":"ocr","version":"2","state":"READY","reason":""}]""");
    }

    [Fact]
    public async Task Triton_dashboards_find_their_metrics()
    {
        var client = models.Classifier;
        using var good = await client.PostAsync("/v2/models/ocr/infer", new StringContent("""{"inputs":[{"name":"x","datatype":"FP32","shape":[2,3,32,32],"data":[DATA]}]}""".Replace("DATA", string.Join(',', new int[2 * 3 * 32 * 32]), StringComparison.Ordinal)));
        using var bad = await client.PostAsync("/v2/models/ocr/infer", new StringContent("{}"));

        var page = await models.ClassifierAdmin.GetStringAsync("/metrics");

        good.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var line in new[]
        {
            """nv_inference_request_success{model="ocr",version="2"} 1""",
            """nv_inference_request_failure{model="ocr",reason="OTHER",version="2"} 1""",
            """nv_inference_count{model="ocr",version="2"} 2""",
            """nv_inference_exec_count{model="ocr",version="2"} 1""",
            """nv_inference_request_duration_us{model="ocr",version="2"} """,
            """nv_inference_queue_duration_us{model="ocr",version="2"} """,
            """nv_inference_compute_input_duration_us{model="ocr",version="2"} """,
            """nv_inference_compute_infer_duration_us{model="ocr",version="2"} """,
            """nv_inference_compute_output_duration_us{model="ocr",version="2"} """,
            """nv_inference_pending_request_count{model="ocr",version="2"} 0""",
            """slipway_model_ready{model="ocr",version="2"} 1""",
        })
            page.ShouldContain(line);
    }
}
