using Slipway.Runtime.Server.Http;

namespace Slipway.Runtime.Server.Tests.Http;

public sealed class V2RouteTests
{
    [Theory]
    [InlineData("/v2", "Server", null, null)]
    [InlineData("/v2/health/live/", "Live", null, null)]
    [InlineData("/v2/health/ready", "Ready", null, null)]
    [InlineData("/v2/models/m", "Model", "m", null)]
    [InlineData("/v2/models/m/versions/1", "Model", "m", "1")]
    [InlineData("/v2/models/versions/versions/1", "Model", "versions", "1")]
    [InlineData("/v2/models/m/ready", "ModelReady", "m", null)]
    [InlineData("/v2/models/m/versions/1/ready", "ModelReady", "m", "1")]
    [InlineData("/v2/models/m/infer", "Infer", "m", null)]
    [InlineData("/v2/models/m/versions/1/infer", "Infer", "m", "1")]
    [InlineData("/v2/models/m/config", "Config", "m", null)]
    [InlineData("/v2/models/m/versions/1/stats", "Statistics", "m", "1")]
    [InlineData("/v2/models/stats", "Statistics", null, null)]
    [InlineData("/v1/models", "V1Models", null, null)]
    [InlineData("/v1/models/m", "V1Model", "m", null)]
    [InlineData("/v1/models/m:predict", "V1Predict", "m", null)]
    [InlineData("/v2/repository/index", "RepositoryIndex", null, null)]
    public void Paths_that_exist(string path, string resource, string? model, string? version) =>
        V2Route.Match(path).ShouldBe(new V2Route(Enum.Parse<V2Resource>(resource), model, version));

    [Theory]
    [InlineData("/")]
    [InlineData("/v1")]
    [InlineData("/v1/models/m:explain")]
    [InlineData("/v1/models/:predict")]
    [InlineData("/V2")]
    [InlineData("/v2/models")]
    [InlineData("/v2/models//infer")]
    [InlineData("/v2/models/m/versions")]
    [InlineData("/v2/models/m/versions//infer")]
    [InlineData("/v2/models/m/infer/x")]
    [InlineData("/v2/models/m/load")]
    [InlineData("/v2/repository/models/m/load")]
    [InlineData("/v2/health")]
    public void Paths_that_do_not(string path) => V2Route.Match(path).ShouldBeNull();
}
