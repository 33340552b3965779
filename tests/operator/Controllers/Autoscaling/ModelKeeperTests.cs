using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Api;
using Slipway.Controllers.Autoscaling;
using Slipway.Controllers.Tests.Harness;

namespace Slipway.Controllers.Tests.Autoscaling;

public sealed class ModelKeeperTests : IDisposable
{
    private readonly TestCluster cluster = new();
    private readonly ModelDeployment model = new() { Metadata = new() { Name = "ocr", Namespace = "default", Uid = "1" } };

    public void Dispose() => cluster.Dispose();

    [Fact]
    public void A_reading_that_took_too_long_is_tried_again_and_not_taken_for_nothing()
    {
        var keeper = new ModelKeeper(
            new ModelScaler(EntityKey.Of(model), cluster.Time.GetUtcNow()), new ScaleMemoryStore(cluster.Client), cluster.Time, NullLogger.Instance);
        cluster.Client.Fault = _ => new TaskCanceledException("The request took too long.");
        keeper.IsReady(model, CancellationToken.None).ShouldBeFalse("it is being read");
        keeper.IsReady(model, CancellationToken.None).ShouldBeFalse("it could not be read");
        cluster.Client.Fault = _ => null;
        keeper.IsReady(model, CancellationToken.None).ShouldBeFalse("not at once again");

        cluster.Time.Advance(TimeSpan.FromSeconds(5));

        keeper.IsReady(model, CancellationToken.None).ShouldBeFalse("it is being read");
        keeper.IsReady(model, CancellationToken.None).ShouldBeTrue();
        cluster.Client.Requests.Count(request => request == "get ConfigMap ocr-scaling").ShouldBe(2);
    }
}
