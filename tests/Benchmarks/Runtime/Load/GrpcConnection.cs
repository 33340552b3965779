using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime.Load;

/// <summary>
/// One HTTP/2 connection that knows just enough to call a unary method over and over: header blocks without a table, flow control of
/// what it sends, and the frames that end a call. One task does it all.
/// </summary>
internal sealed class GrpcConnection(Socket socket, byte[] message, bool polls) : IDisposable
{
    private const int FrameHeadBytes = 9;
    private const int MaxFrameBytes = 16 * 1024;
    private const byte Data = 0;
    private const byte Headers = 1;
    private const byte Reset = 3;
    private const byte Settings = 4;
    private const byte GoAway = 7;
    private const byte WindowUpdate = 8;
    private const byte EndStream = 1;
    private const byte EndHeaders = 4;
    private const int WidestWindow = int.MaxValue;
    private const int FirstWindow = 65_535;

    private readonly byte[] _head = HeaderBlock();
    // The message in frames, which a call sends as they are but for its number: a large one is not copied for each call.
    private readonly byte[] _frames = FramesOf(message);
    private readonly Queue<int> _whole = [];
    private readonly Dictionary<int, (long Sent, int Written, long Window, bool IsAnswered)> _calls = [];
    private readonly Queue<int> _blocked = [];
    private readonly MemoryStream _out = new();
    private readonly byte[] _in = new byte[512 * 1024];
    private int _inLength;
    private int _nextStream = 1;
    private long _window = FirstWindow;
    private long _streamWindow = FirstWindow;
    private int _ungranted = WidestWindow - FirstWindow;

    public static async Task<GrpcConnection> OpenAsync(int port, byte[] message, bool polls)
    {
        var connection = new GrpcConnection(await HttpLoad.ConnectAsync(port), message, polls);
        connection._out.Write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8);
        // As much as there can be, so that answers are never held back: streams by setting 4, the connection by updates.
        connection.Frame(Settings, 0, 0, [0, 4, 0x7f, 0xff, 0xff, 0xff]);
        connection.WidenWindow();
        await connection.FlushAsync();
        while (connection._streamWindow == FirstWindow) await connection.ReceiveAsync(_ => { });
        return connection;
    }

    public async Task<(List<double> Milliseconds, long Total)> DriveAsync(int calls, long begin, long end)
    {
        var (latencies, total) = (new List<double>(100_000), 0L);
        for (var call = 0; call < calls; call++) Begin();
        while (_calls.Count > 0)
        {
            await FlushAsync();
            await ReceiveAsync(sent =>
            {
                var now = Stopwatch.GetTimestamp();
                total++;
                if (now >= begin && now <= end) latencies.Add(Stopwatch.GetElapsedTime(sent, now).TotalMilliseconds);
                if (now < end) Begin();
            });
        }

        return (latencies, total);
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    private void Begin()
    {
        var stream = _nextStream;
        _nextStream += 2;
        Frame(Headers, EndHeaders, stream, _head);
        if (message.Length > MaxFrameBytes && message.Length <= Math.Min(_window, _streamWindow))
        {
            _window -= message.Length;
            _calls[stream] = (Stopwatch.GetTimestamp(), message.Length, _streamWindow - message.Length, false);
            _whole.Enqueue(stream);
            return;
        }

        _calls[stream] = (Stopwatch.GetTimestamp(), 0, _streamWindow, false);
        Write(stream);
    }

    /// <summary>Writes what the windows let through; the rest when they open.</summary>
    private void Write(int stream)
    {
        var (sent, written, window, isAnswered) = _calls[stream];
        while (written < message.Length)
        {
            var piece = (int)Math.Min(Math.Min(message.Length - written, MaxFrameBytes), Math.Min(_window, window));
            if (piece <= 0)
            {
                _blocked.Enqueue(stream);
                break;
            }

            Frame(Data, written + piece == message.Length ? EndStream : (byte)0, stream, message.AsSpan(written, piece));
            written += piece;
            window -= piece;
            _window -= piece;
        }

        _calls[stream] = (sent, written, window, isAnswered);
    }

    /// <summary>Lets the server send as much as it could when the window was widest.</summary>
    private void WidenWindow()
    {
        Span<byte> increment = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(increment, _ungranted);
        Frame(WindowUpdate, 0, 0, increment);
        _ungranted = 0;
    }

    private async ValueTask ReceiveAsync(Action<long> ended)
    {
        if (polls) Polling.UntilReadable(socket);
        var read = await socket.ReceiveAsync(_in.AsMemory(_inLength));
        if (read == 0) throw new IOException("The server closed the connection.");
        _inLength += read;
        var position = 0;
        while (_inLength - position >= FrameHeadBytes)
        {
            var length = (_in[position] << 16) | (_in[position + 1] << 8) | _in[position + 2];
            if (_inLength - position < FrameHeadBytes + length) break;
            Handle(_in[position + 3], _in[position + 4], BinaryPrimitives.ReadInt32BigEndian(_in.AsSpan(position + 5)), _in.AsSpan(position + FrameHeadBytes, length), ended);
            position += FrameHeadBytes + length;
        }

        _in.AsSpan(position, _inLength - position).CopyTo(_in);
        _inLength -= position;
        for (var blocked = _blocked.Count; blocked > 0 && _window > 0; blocked--) Write(_blocked.Dequeue());
    }

    private void Handle(byte type, byte flags, int stream, ReadOnlySpan<byte> payload, Action<long> ended)
    {
        switch (type)
        {
            case Settings when (flags & 1) == 0:
                for (; payload.Length >= 6; payload = payload[6..])
                {
                    if (payload[1] == 4) _streamWindow = BinaryPrimitives.ReadUInt32BigEndian(payload[2..]);
                }

                Frame(Settings, 1, 0, []);
                break;
            case WindowUpdate when stream == 0:
                _window += BinaryPrimitives.ReadUInt32BigEndian(payload);
                break;
            case WindowUpdate when _calls.TryGetValue(stream, out var call):
                _calls[stream] = call with { Window = call.Window + BinaryPrimitives.ReadUInt32BigEndian(payload) };
                break;
            case Data:
                _ungranted += payload.Length;
                if (_ungranted > WidestWindow / 2) WidenWindow();
                if (_calls.TryGetValue(stream, out var answered)) _calls[stream] = answered with { IsAnswered = true };
                break;
            case Headers when (flags & EndStream) != 0 && _calls.Remove(stream, out var done):
                // A call that failed has nothing but trailers.
                if (!done.IsAnswered) throw new IOException("A call failed.");
                ended(done.Sent);
                break;
            case Reset or GoAway:
                throw new IOException($"The server ended {(type == Reset ? "a call" : "the connection")}.");
        }
    }

    private async ValueTask FlushAsync()
    {
        await HttpLoad.SendAsync(socket, _out.GetBuffer().AsMemory(0, (int)_out.Length));
        _out.SetLength(0);
        while (_whole.TryDequeue(out var stream))
        {
            for (var frame = 0; frame < _frames.Length; frame += FrameHeadBytes + MaxFrameBytes)
                BinaryPrimitives.WriteInt32BigEndian(_frames.AsSpan(frame + FrameHeadBytes - sizeof(int)), stream);
            await HttpLoad.SendAsync(socket, _frames);
        }
    }

    private void Frame(byte type, byte flags, int stream, ReadOnlySpan<byte> payload) => Frame(_out, type, flags, stream, payload);

    private static void Frame(MemoryStream to, byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[FrameHeadBytes];
        (head[0], head[1], head[2], head[3], head[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(head[5..], stream);
        to.Write(head);
        to.Write(payload);
    }

    private static byte[] FramesOf(byte[] message)
    {
        var frames = new MemoryStream();
        for (var sent = 0; sent < message.Length; sent += MaxFrameBytes)
        {
            var piece = message.AsSpan(sent, Math.Min(MaxFrameBytes, message.Length - sent));
            Frame(frames, Data, sent + piece.Length == message.Length ? EndStream : (byte)0, 0, piece);
        }

        return frames.ToArray();
    }

    private static byte[] HeaderBlock()
    {
        var block = new List<byte>();
        foreach (var (name, value) in new[]
        {
            (":method", "POST"), (":scheme", "http"), (":path", "/inference.GRPCInferenceService/ModelInfer"), (":authority", "127.0.0.1"),
            ("content-type", "application/grpc"), ("te", "trailers"),
        })
        {
            // Literal, without indexing, with a new name.
            block.Add(0);
            foreach (var text in new[] { name, value })
            {
                block.Add((byte)text.Length);
                block.AddRange(Encoding.ASCII.GetBytes(text));
            }
        }

        return [.. block];
    }
}
