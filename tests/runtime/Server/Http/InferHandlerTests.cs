using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Runtime.Server.Http;
using Slipway.Runtime.Server.Limits;
using Slipway.Runtime.Server.Metrics;
using Slipway.Runtime.Server.Tests.Harness;

namespace Slipway.Runtime.Server.Tests.Http;

public sealed class InferHandlerTests
{
    [Fact]
    public async Task What_nobody_foresaw_is_an_error_in_the_protocols_shape_that_gives_nothing_away()
    {
        await using var model = await BuggyModel.StartAsync();
        using var metrics = new InferenceMetrics(model);
        var handler = new InferHandler(
            new ServedModelView(model), metrics, new BodyLimits(1024, new ByteBudget(1 << 20)), TimeProvider.System, NullLogger.Instance);
        using var answer = new MemoryStream();
        var context = new DefaultHttpContext { Request = { Body = new MemoryStream("""{"inputs":[]}"""u8.ToArray()) }, Response = { Body = answer } };

        await handler.HandleAsync(context);

        context.Response.StatusCode.ShouldBe(500);
        System.Text.Encoding.UTF8.GetString(answer.ToArray()).ShouldBe("""{"error":"internal error"}""");
    }
}
