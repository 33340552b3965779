using Microsoft.AspNetCore.Hosting;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>HTTP/2's way to move clients elsewhere, of which the API server makes use to balance its load.</summary>
public sealed class GoAwayTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Requests_move_to_new_connections_and_watches_go_on(bool streamsLists)
    {
        await using var connection = await FaultyConnection.OpenAsync(http2: true, streamsLists);
        connection.Server.StreamsLists = true;
        connection.Server.GoesAway = () => true;
        connection.Create("one");
        connection.Start();
        await connection.ConvergedAsync("GOAWAY on every connection");
        for (var number = 0; number < 10; number++)
        {
            connection.Create($"further{number}");
            await connection.ConvergedAsync("GOAWAY on the watch's connection");
        }

        connection.Informer.LastError.ShouldBeNull();
    }

    /// <summary>HTTP/2 pings end with GOAWAY, so nothing but our own read deadline can notice this.</summary>
    [Fact]
    public async Task Row_03_a_watch_that_dies_in_silence_after_goaway_is_noticed_by_the_read_deadline()
    {
        await using var connection = await FaultyConnection.OpenAsync(http2: true);
        connection.Server.GoesAway = () => true;
        connection.Create("listed");
        connection.Start();
        await connection.ConvergedAsync("the first list");
        // What comes by the watch comes behind its GOAWAY: a connection that has not gone away yet would be asked again.
        connection.Create("heard");
        await connection.ConvergedAsync("the watch");
        connection.Proxy.Silence();
        connection.Create("unheard");

        await connection.ConvergedAsync("a connection that died after GOAWAY", FaultyConnection.ReadDeadline);
    }

    [Fact]
    public async Task A_write_that_was_not_looked_at_is_sent_again_and_arrives_once()
    {
        var certificate = new TestCertificates().Issue("server", "localhost");
        await using var refusing = new RefusingHttp2Server(certificate);
        await using var server = await ScriptedApiServer.StartAsync(listen => listen.UseHttps(certificate));
        server.Then(201, """{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","namespace":"ns","uid":"u"}}""");
        await using var proxy = new FaultProxy(server.Address.Port, "https");
        proxy.Then(new ConnectionFault { Elsewhere = refusing.Port });
        using var client = new KubernetesClient(
            new KubernetesClientConfiguration { Server = proxy.Address, Trust = new ServerTrust { Insecure = true } });

        var config = new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "a", Namespace = "ns" } };
        (await client.CreateAsync(config, WriteOptions.Default, CancellationToken.None)).Metadata.Uid.ShouldBe("u");

        refusing.Refused.ShouldBe(1);
        server.Requests.Count.ShouldBe(1);
    }
}
