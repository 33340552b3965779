using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Slipway.Controllers.Observing;
using Slipway.Kubernetes.Models;
using Slipway.Planning.Runtime;

namespace Slipway.Controllers.Tests.Observing;

public sealed class RuntimeStatusClientTests
{
    private static readonly ManagerOptions Options = new() { RuntimeImage = "runtime:1" };

    [Fact]
    public async Task Reads_what_a_runtime_reports()
    {
        var status = await ReadAsync(context => context.Response.WriteAsync("""{"phase": "Loading", "provider": {"active": "CPU"}, "new": 1}"""));

        status!.Phase.ShouldBe(RuntimePhase.Loading);
        status.Provider!.Active.ShouldBe("CPU");
    }

    [Theory]
    [InlineData(404, "")]
    [InlineData(500, "oops")]
    [InlineData(200, "<html>")]
    public async Task Knows_nothing_of_a_pod_that_answers_nonsense(int code, string body) =>
        (await ReadAsync(context =>
        {
            context.Response.StatusCode = code;
            return context.Response.WriteAsync(body);
        })).ShouldBeNull();

    [Fact]
    public async Task Follows_no_redirect()
    {
        var asked = 0;
        var status = await ReadAsync(context =>
        {
            asked++;
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        status.ShouldBeNull();
        asked.ShouldBe(1);
    }

    [Fact]
    public async Task Reads_no_more_than_64_KiB() => (await ReadAsync(context => context.Response.WriteAsync(new string(' ', 70_000) + "{}"))).ShouldBeNull();

    [Fact]
    public async Task Gives_up_on_a_pod_that_does_not_answer() => (await ReadAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted))).ShouldBeNull();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("example.com")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    [InlineData("127.0.0.1")]
    public async Task Asks_only_pods_with_an_address_of_their_own(string? address)
    {
        using var client = ClientOf(Options);

        (await client.ReadAsync(new V1Pod { Status = new() { PodIP = address, HostIP = "10.0.0.1" } }, CancellationToken.None)).ShouldBeNull();
    }

    private static async Task<RuntimeStatus?> ReadAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.Run(answer);
        await app.StartAsync();
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        using var client = ClientOf(Options with { PodsShareAddresses = true });
        return await client.ReadAsync(PodAt(address.Port), CancellationToken.None);
    }

    private static RuntimeStatusClient ClientOf(ManagerOptions options) => new(options, NullLogger<RuntimeStatusClient>.Instance);

    private static V1Pod PodAt(int port) => new()
    {
        Spec = new() { Containers = [new() { Name = "runtime", Ports = [new() { Name = "admin", ContainerPort = port }] }] },
        Status = new() { PodIP = "127.0.0.1", HostIP = "127.0.0.1" },
    };
}
