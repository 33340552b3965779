using System.Net.Sockets;
using Slipway.Gateway.Proxying;

namespace Slipway.Gateway.Tests.Faults;

/// <summary>A replica whose node is gone in silence (faults.md row 10): what the kernel is told to find that out. Seen whole in the end-to-end tests.</summary>
public sealed class LostReplicaTests
{
    [Fact]
    public void Row_10_the_kernel_gives_up_a_connection_after_ten_seconds_of_silence()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);

        UpstreamSocket.Configure(socket);

        socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive).ShouldBe(1);
        socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime).ShouldBe(5);
        var timeout = new byte[sizeof(int)];
        socket.GetRawSocketOption(UpstreamSocket.Tcp, UpstreamSocket.UserTimeout, timeout);
        BitConverter.ToInt32(timeout).ShouldBe(10_000);
    }

    [Fact]
    public void A_connection_that_is_not_made_in_time_was_never_sent_anything()
    {
        Forwarder.WasNeverSent(new TaskCanceledException("late", new TimeoutException())).ShouldBeTrue();
        Forwarder.WasNeverSent(new HttpRequestException(HttpRequestError.ConnectionError)).ShouldBeTrue();
        Forwarder.WasNeverSent(new HttpRequestException(HttpRequestError.ResponseEnded)).ShouldBeFalse();
        Forwarder.WasNeverSent(new OperationCanceledException()).ShouldBeFalse();
    }
}
