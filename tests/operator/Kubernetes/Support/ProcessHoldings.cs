namespace Slipway.Kubernetes.Tests.Support;

/// <summary>What this process holds, after all garbage has been collected.</summary>
internal sealed record ProcessHoldings(int Handles, long Timers, long HeapBytes)
{
    public static ProcessHoldings Now()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new ProcessHoldings(
            Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(), System.Threading.Timer.ActiveCount, GC.GetTotalMemory(forceFullCollection: true));
    }
}
