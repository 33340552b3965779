using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Slipway.Api;
using Slipway.Api.Demand;
using Slipway.Tests.Support;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A gateway with a version that serves (r1) and one that gets copies (r2), one replica each.</summary>
internal sealed class ShadowBench : IAsyncDisposable
{
    private ShadowBench(TestGateway gateway, FakeReplica serving, FakeReplica shadow) => (Gateway, Serving, Shadow) = (gateway, serving, shadow);

    public TestGateway Gateway { get; }

    public FakeReplica Serving { get; }

    public FakeReplica Shadow { get; }

    /// <param name="serving">How the version that serves answers.</param>
    /// <param name="shadow">How the other one does.</param>
    /// <param name="percent">Share of the requests that is copied.</param>
    /// <param name="tolerance">Null: answers are not compared.</param>
    /// <param name="change">Other options.</param>
    /// <param name="access">Who may ask.</param>
    public static async Task<ShadowBench> StartAsync(
        Func<HttpContext, Task> serving,
        Func<HttpContext, Task> shadow,
        int percent = 100,
        string? tolerance = "0.001",
        Func<GatewayOptions, GatewayOptions>? change = null,
        AccessSpec? access = null)
    {
        var copies = new ShadowTarget { Percent = percent, AbsoluteTolerance = tolerance, RelativeTolerance = tolerance is null ? null : "0" };
        var gateway = await TestGateway.StartAsync(
            change ?? (options => options), access, traffic: [new TrafficTarget { Revision = "r1", Weight = 100 }, new TrafficTarget { Revision = "r2", Weight = 0, Shadow = copies }]);
        var bench = new ShadowBench(gateway, await FakeReplica.StartAsync(serving), await FakeReplica.StartAsync(shadow));
        await gateway.AddAsync(bench.Serving.HttpPort, bench.Serving.GrpcPort, "r1");
        await gateway.AddAsync(bench.Shadow.HttpPort, bench.Shadow.GrpcPort, "r2");
        return bench;
    }

    /// <summary>What demand reports say of a version.</summary>
    public async Task<VersionDemand> DemandAsync(string revision = "r2")
    {
        using var answer = await Gateway.Admin.GetAsync("/demand", HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var report = JsonSerializer.Deserialize((await lines.ReadLineAsync())!, DemandJsonContext.Default.DemandReport)!;
        return report.Models.Single().Versions.Single(version => version.Revision == revision);
    }

    /// <summary>What copies came to, when so many have ended, in whichever way.</summary>
    public async Task<ShadowDemand> CopiesAsync(long ended) => await Eventually.GetAsync(
        async () => (await DemandAsync()).Shadow is { } copies && copies.Compared + copies.Failed + copies.Dropped >= ended ? copies : null,
        $"{ended} copies",
        TimeSpan.FromSeconds(30));

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Serving.DisposeAsync();
        await Shadow.DisposeAsync();
    }
}
