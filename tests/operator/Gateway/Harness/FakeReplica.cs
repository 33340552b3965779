using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A replica that answers as it is told, over real sockets.</summary>
internal sealed class FakeReplica : IAsyncDisposable
{
    private readonly WebApplication application;

    private FakeReplica(WebApplication application) => this.application = application;

    public int HttpPort { get; private set; }

    public int GrpcPort { get; private set; }

    public int Requests { get; private set; }

    public static async Task<FakeReplica> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var replica = new FakeReplica(builder.Build());
        replica.application.Run(context =>
        {
            lock (replica)
                replica.Requests++;
            return answer(context);
        });
        await replica.application.StartAsync();
        var ports = replica.application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address).Port).ToList();
        (replica.HttpPort, replica.GrpcPort) = (ports[0], ports[1]);
        return replica;
    }

    /// <summary>Ends it as a crash does: all connections break, and no new ones are taken.</summary>
    public Task KillAsync() => application.StopAsync(new CancellationToken(canceled: true));

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
