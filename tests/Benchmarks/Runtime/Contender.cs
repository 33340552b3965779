using Slipway.Benchmarks.Runtime.Load;
using Slipway.Benchmarks.Runtime.Servers;
using Slipway.Benchmarks.Shared;
using Slipway.Benchmarks.Shared.Load;

namespace Slipway.Benchmarks.Runtime;

/// <summary>A server and one way of asking it.</summary>
/// <param name="Kind">Its name in tables.</param>
/// <param name="Server">Who is asked.</param>
/// <param name="Protocol">binary, json or grpc.</param>
/// <param name="Port">Where the server speaks it.</param>
internal sealed record Contender(string Kind, IServer Server, string Protocol, int Port)
{
    /// <summary>Drives it for a time.</summary>
    public Task<LoadResult> DriveAsync(LoadClient client, int calls, double seconds) => client.DriveAsync(Protocol, Port, Server.Path, calls, seconds);

    /// <summary>The same, with what the server took for it.</summary>
    public async Task<Measurement> MeasureAsync(LoadClient client, int calls, double seconds)
    {
        var (counts, cpu) = (await Server.CountsAsync(), ProcessMeter.CpuSeconds(Server.ProcessId));
        var load = await DriveAsync(client, calls, seconds);
        var used = ProcessMeter.CpuSeconds(Server.ProcessId) - cpu;
        var after = await Server.CountsAsync();
        return new Measurement(
            load, 1e6 * used / load.Total, ProcessMeter.ResidentMegabytes(Server.ProcessId),
            after.Runs > counts.Runs ? (after.Rows - counts.Rows) / (after.Runs - counts.Runs) : 0);
    }
}
