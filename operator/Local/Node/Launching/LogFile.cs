using System.Text;

namespace Slipway.Local.Node.Launching;

/// <summary>What a child says, line by line, in a file that begins anew when it is large.</summary>
internal sealed class LogFile : IDisposable
{
    private const long MaxBytes = 10 << 20;

    private readonly Lock gate = new();

    private readonly FileStream file;

    private bool isClosed;

    public LogFile(string path) =>
        file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    /// <summary>Adds a line; null, the end of a stream, adds nothing.</summary>
    public void Write(string? line)
    {
        if (line is null)
            return;
        lock (gate)
        {
            if (isClosed)
                return;
            if (file.Length > MaxBytes)
                file.SetLength(0);
            file.Write(Encoding.UTF8.GetBytes($"{line}\n"));
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            isClosed = true;
            file.Dispose();
        }
    }
}
