using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Api.Demand;
using Slipway.Controllers.Autoscaling;
using Slipway.Controllers.Demand;
using Slipway.Kubernetes.Controllers;

namespace Slipway.Controllers.Tests.Demand;

public sealed class DemandReaderTests
{
    [Fact]
    public async Task A_model_is_looked_at_as_soon_as_someone_waits_for_a_version_without_replicas()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var gateway = builder.Build();
        gateway.Run(async context =>
        {
            var report = new DemandReport { Gateway = "g1", Sequence = 1, UptimeSeconds = 1, Models = [Model("calm", queued: 0), Model("ocr", queued: 1)] };
            await context.Response.WriteAsync(JsonSerializer.Serialize(report, DemandJsonContext.Default.DemandReport) + "\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
        });
        await gateway.StartAsync();
        var address = new Uri(gateway.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        var trigger = new EntityTrigger();
        var pulled = new TaskCompletionSource<EntityKey>(TaskCreationOptions.RunContinuationsAsynchronously);
        trigger.Attach(key => pulled.TrySetResult(key));
        using var reader = new DemandReader(new DemandBoard(TimeProvider.System), new WakeSignal(), trigger, TimeProvider.System, NullLogger<DemandReader>.Instance);
        using var stop = new CancellationTokenSource();
        var reading = reader.RunAsync(address, stop.Token);

        (await pulled.Task.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(new EntityKey("vision", "ocr"));
        await stop.CancelAsync();
        await reading;
    }

    private static ModelDemand Model(string name, int queued) =>
        new() { Namespace = "vision", Name = name, Versions = [new VersionDemand { Revision = "aaa", Queued = queued }] };
}
