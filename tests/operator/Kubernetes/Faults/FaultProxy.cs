using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Slipway.Kubernetes.Tests.Faults;

/// <summary>Passes TCP connections on to a server, and spoils them as it is told. The bytes themselves are never changed.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<ConnectionFault> faults = new();
    private readonly ConcurrentDictionary<Task, bool> connections = new();
    private readonly string scheme;
    private readonly int target;
    private readonly Task accepting;
    private int accepted;
    private int silentUntil;

    /// <param name="target">Port of the server, on loopback.</param>
    /// <param name="scheme">What the server speaks: http or https.</param>
    public FaultProxy(int target, string scheme = "http")
    {
        this.target = target;
        this.scheme = scheme;
        listener.Start();
        accepting = AcceptAsync();
    }

    public Uri Address => new($"{scheme}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");

    /// <summary>Connections made so far.</summary>
    public int Accepted => Volatile.Read(ref accepted);

    /// <summary>Faults that no connection has met yet.</summary>
    public int Waiting => faults.Count;

    /// <summary>Spoils the next connection that has no fault yet; each fault is for one connection.</summary>
    public FaultProxy Then(ConnectionFault fault)
    {
        faults.Enqueue(fault);
        return this;
    }

    /// <summary>Connections that stand now pass nothing on any more, and stay open.</summary>
    public void Silence() => Volatile.Write(ref silentUntil, Accepted);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        await Task.WhenAll(connections.Keys);
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptSocketAsync(stop.Token);
                var number = Interlocked.Increment(ref accepted);
                var fault = faults.TryDequeue(out var next) ? next : new ConnectionFault();
                var connection = ServeAsync(client, fault, number);
                connections[connection] = true;
                _ = connection.ContinueWith(ended => connections.TryRemove(ended, out _), TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (stop.IsCancellationRequested && exception is OperationCanceledException or SocketException)
        {
            return;
        }
    }

    private async Task ServeAsync(Socket client, ConnectionFault fault, int number)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
        client.NoDelay = true;
        // A reset instead of an orderly end: this is what a broken network looks like.
        client.LingerState = new LingerOption(true, 0);
        try
        {
            if (fault.IsRefused)
                return;
            await server.ConnectAsync(IPAddress.Loopback, fault.Elsewhere ?? target, ended.Token);
            await Task.WhenAny(
                PassAsync(client, server, new ConnectionFault(), number, ended.Token),
                PassAsync(server, client, fault, number, ended.Token)).Unwrap();
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return; // Either side has gone, which the other is told by the end of its connection.
        }
        finally
        {
            await ended.CancelAsync();
            client.Dispose();
        }
    }

    /// <summary>Passes bytes on until the sender ends, or the fault does.</summary>
    private async Task PassAsync(Socket from, Socket to, ConnectionFault fault, int number, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(fault.PieceBytes ?? 16_384, 16_384)];
        var passed = 0;
        while (true)
        {
            var read = await from.ReceiveAsync(buffer, cancellationToken);
            if (read == 0)
                return;
            var silent = Math.Clamp((fault.SilentAfterBytes ?? int.MaxValue) - passed, 0, read);
            var allowed = Math.Min(silent, Math.Clamp((fault.CutAfterBytes ?? int.MaxValue) - passed, 0, read));
            if (number <= Volatile.Read(ref silentUntil))
                allowed = 0;
            if (allowed > 0)
                await to.SendAsync(buffer.AsMemory(0, allowed), cancellationToken);
            passed += read;
            if (passed >= fault.CutAfterBytes)
                return;
            if (fault.Pause > TimeSpan.Zero)
                await Task.Delay(fault.Pause, TimeProvider.System, cancellationToken);
        }
    }
}
