using Slipway.Gateway.Routing;

namespace Slipway.Gateway.Tests.Routing;

public sealed class RestMatcherTests
{
    [Theory]
    [InlineData("POST", "gateway", "/vision/ocr/v2/models/ocr/infer", "vision/ocr", null, "/v2/models/ocr/infer", true)]
    [InlineData("POST", "gateway", "/vision/ocr/v2/models/ocr/versions/3/infer", "vision/ocr", "3", "/v2/models/ocr/versions/3/infer", true)]
    [InlineData("GET", "gateway", "/vision/ocr/v2/models/ocr", "vision/ocr", null, "/v2/models/ocr", false)]
    [InlineData("GET", "gateway", "/vision/ocr/v2/health/ready", "vision/ocr", null, "/v2/health/ready", false)]
    [InlineData("POST", "gateway", "/vision/ocr/v1/models/ocr:predict", "vision/ocr", null, "/v1/models/ocr:predict", true)]
    [InlineData("POST", "ocr.vision", "/v2/models/ocr/infer", "vision/ocr", null, "/v2/models/ocr/infer", true)]
    [InlineData("POST", "ocr.vision.models.example.com", "/v2/models/ocr/infer", "vision/ocr", null, "/v2/models/ocr/infer", true)]
    [InlineData("POST", "gateway.slipway", "/v2/models/ocr/infer", "home/ocr", null, "/v2/models/ocr/infer", true)]
    [InlineData("POST", "localhost", "/v1/models/ocr:predict", "home/ocr", null, "/v1/models/ocr:predict", true)]
    [InlineData("GET", "localhost", "/v2/models/ocr/versions/2/ready", "home/ocr", "2", "/v2/models/ocr/versions/2/ready", false)]
    public void A_request_names_its_model(string method, string host, string path, string model, string? version, string asked, bool isDemand)
    {
        var target = RestMatcher.Match(method, host, path, "home", key => key == new EntityKey("vision", "ocr")).ShouldNotBeNull();

        target.Model.ToString().ShouldBe(model);
        (target.Version, target.Path, target.IsDemand).ShouldBe((version, asked, isDemand));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/vision/ocr")]
    [InlineData("/v2")]
    [InlineData("/v2/health/ready")]
    [InlineData("/vision/ocr/v3/models/ocr/infer")]
    [InlineData("/vision/ocr/v2/../../secrets/key/v2/models/x/infer")]
    public void Anything_else_names_none(string path) => RestMatcher.Match("POST", "gateway", path, "home", _ => false).ShouldBeNull();
}
