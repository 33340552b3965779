using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Slipway.Gateway.Tests.Harness;

/// <summary>A connection on which anything can be sent.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient client = new();

    private RawConnection()
    {
    }

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection.client.ConnectAsync(IPAddress.Loopback, address.Port);
        return connection;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(byte[] bytes) => await client.GetStream().WriteAsync(bytes);

    /// <summary>All that comes until the other side closes; fails when it does not within 30 s.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await client.GetStream().ReadAsync(buffer, limit.Token) is var read and > 0)
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            return text.ToString(); // Reset: closed as well.
        }
        return text.ToString();
    }

    public void Dispose() => client.Dispose();
}
