using System.Net.Sockets;

namespace Slipway.Tests.Support;

/// <summary>
/// TCP ports for programs that must be told one. Servers that can should bind port 0 instead. The ports lie below those that the
/// kernel gives to clients and to port 0, and each is claimed by a locked file until this process ends: whoever waits for a
/// program at such a port never meets somebody else's server.
/// </summary>
public static class FreePort
{
    private const int First = 20_000;

    private const int Count = 10_000;

    private static readonly string Folder = Directory.CreateDirectory(Path.Join(Path.GetTempPath(), "slipway-test-ports")).FullName;

    private static readonly Lock Gate = new();

    // Kept open: closing a file gives its port away.
    private static readonly List<FileStream> Claims = [];

    private static int offset = Random.Shared.Next(Count);

    /// <summary>A port that nobody listens on and no other test is given.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            for (var tried = 0; tried < Count; tried++)
            {
                offset = (offset + 1) % Count;
                if (Claim(First + offset))
                    return First + offset;
            }
        }
        throw new InvalidOperationException($"No port between {First} and {First + Count - 1} is free.");
    }

    private static bool Claim(int port)
    {
        FileStream claim;
        try
        {
            claim = new FileStream(Path.Join(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return false; // Another process has it.
        }
        if (IsFree(port))
        {
            Claims.Add(claim);
            return true;
        }
        claim.Dispose();
        return false;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = TcpListener.Create(port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
