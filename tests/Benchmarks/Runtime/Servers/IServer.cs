namespace Slipway.Benchmarks.Runtime.Servers;

/// <summary>A server of one model, as a process.</summary>
internal interface IServer : IAsyncDisposable
{
    /// <summary>Of the process.</summary>
    int ProcessId { get; }

    /// <summary>Port of its HTTP/1.1.</summary>
    int HttpPort { get; }

    /// <summary>Where requests are posted.</summary>
    string Path { get; }

    /// <summary>Rows and runs so far; zeros where it does not count.</summary>
    Task<(double Rows, double Runs)> CountsAsync();
}
