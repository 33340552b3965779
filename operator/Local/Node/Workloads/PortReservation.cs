using System.Net;
using System.Net.Sockets;

namespace Slipway.Local.Node.Workloads;

/// <summary>Ports for a pod that is being made; given back unless the pod takes them.</summary>
internal sealed class PortReservation(PortReservations reservations) : IDisposable
{
    private List<Socket> sockets = [];

    /// <summary>One more port of the loopback address that nobody has.</summary>
    public int Next()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        sockets.Add(socket);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    public void HandTo(string uid)
    {
        reservations.Hold(uid, sockets);
        sockets = [];
    }

    public void Dispose() => sockets.ForEach(socket => socket.Dispose());
}
