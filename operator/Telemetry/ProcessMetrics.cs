using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;

namespace Slipway.Telemetry;

/// <summary>The process under the names that every Prometheus client library uses, and what was built.</summary>
internal sealed class ProcessMetrics : IDisposable
{
    private const string DescriptorsFolder = "/proc/self/fd";

    private readonly Meter meter = new("Slipway.Process");

    public ProcessMetrics(string version)
    {
        meter.CreateObservableCounter("process_cpu_seconds_total", static () => Environment.CpuUsage.TotalTime.TotalSeconds, "s", "CPU time spent.");
        meter.CreateObservableGauge("process_resident_memory_bytes", static () => Environment.WorkingSet, "By", "Resident memory.");
        meter.CreateObservableGauge("process_start_time_seconds", StartTime(), "s", "Start of the process, in seconds since 1970.");
        if (Directory.Exists(DescriptorsFolder))
            meter.CreateObservableGauge("process_open_fds", CountDescriptors, "{descriptor}", "Open file descriptors.");
        var build = new Measurement<int>(1, new("version", version), new("dotnet", RuntimeInformation.FrameworkDescription));
        meter.CreateObservableGauge("slipway_build_info", () => build, description: "What was built; always 1.");
    }

    public void Dispose() => meter.Dispose();

    private static Func<double> StartTime()
    {
        using var process = Process.GetCurrentProcess();
        var seconds = new DateTimeOffset(process.StartTime).ToUnixTimeMilliseconds() / 1000.0;
        return () => seconds;
    }

    private static int CountDescriptors() => Directory.EnumerateFileSystemEntries(DescriptorsFolder).Count();
}
