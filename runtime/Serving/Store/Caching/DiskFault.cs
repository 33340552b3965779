namespace Slipway.Runtime.Serving.Store.Caching;

/// <summary>Which exceptions mean that a disk is full.</summary>
internal static class DiskFault
{
    private const int NoSpace = 28;
    private const int DiskFull = 112;
    private const int QuotaExceeded = 122;

    public static bool IsFull(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is IOException && (exception.HResult & 0xffff) is NoSpace or DiskFull or QuotaExceeded) return true;
        }

        return false;
    }
}
