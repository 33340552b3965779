using Slipway.Gateway.Tracing;

namespace Slipway.Gateway.Tests.Tracing;

public sealed class SpanNamesTests
{
    [Theory]
    [InlineData("/v2/models/ocr/infer", "/v2/models/{model}/infer")]
    [InlineData("/v2/models/ocr/versions/7/infer", "/v2/models/{model}/versions/{version}/infer")]
    [InlineData("/v2/models/infer/versions/models", "/v2/models/{model}/versions/{version}")]
    [InlineData("/v1/models/ocr:predict", "/v1/models/{model}:predict")]
    [InlineData("/v2/models/stats", "/v2/models/stats")]
    [InlineData("/v2/health/ready", "/v2/health/ready")]
    [InlineData("/v2/", "/v2")]
    [InlineData("/v2/models/ocr/anything", null)]
    [InlineData("/etc/passwd", null)]
    public void Routes(string path, string? expected) => SpanNames.RouteOf(path).ShouldBe(expected);

    [Theory]
    [InlineData("/inference.GRPCInferenceService/ModelInfer", "ModelInfer")]
    [InlineData("/inference.GRPCInferenceService/Anything", null)]
    [InlineData("/other.Service/ModelInfer", null)]
    [InlineData("/inference.GRPCInferenceService/ModelInfer/", null)]
    public void Calls(string path, string? method) => (SpanNames.CallOf(path) is (_, var found) ? found : null).ShouldBe(method);

    [Fact]
    public void A_method_that_is_none_makes_no_name_of_its_own() => SpanNames.VerbOf("BREW").ShouldBe("_OTHER");
}
