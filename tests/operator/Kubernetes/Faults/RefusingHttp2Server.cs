using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>
/// A server that says GOAWAY to the first request of each connection, with 0 as the last stream it looked at: nothing was
/// processed, so whatever was sent may be sent again elsewhere.
/// </summary>
internal sealed class RefusingHttp2Server : IAsyncDisposable
{
    private const int PrefaceBytes = 24;
    private const int FrameHeadBytes = 9;
    private const byte Headers = 1;

    private static readonly byte[] EmptySettings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    private static readonly byte[] GoAway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2 certificate;
    private readonly Task accepting;
    private int refused;

    public RefusingHttp2Server(X509Certificate2 certificate)
    {
        this.certificate = certificate;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Requests that were answered by GOAWAY.</summary>
    public int Refused => Volatile.Read(ref refused);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(stop.Token);
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = certificate, ApplicationProtocols = [SslApplicationProtocol.Http2] },
                stop.Token);
            await stream.WriteAsync(EmptySettings, stop.Token);
            await stream.ReadExactlyAsync(new byte[PrefaceBytes], stop.Token);
            while (await ReadFrameAsync(stream) != Headers)
                continue;
            Interlocked.Increment(ref refused);
            await stream.WriteAsync(GoAway, stop.Token);
        }
    }

    /// <returns>The frame's type.</returns>
    private async Task<byte> ReadFrameAsync(SslStream stream)
    {
        var head = new byte[FrameHeadBytes];
        await stream.ReadExactlyAsync(head, stop.Token);
        await stream.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], stop.Token);
        return head[3];
    }
}
