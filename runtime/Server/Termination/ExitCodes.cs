using Slipway.Runtime.Serving;

namespace Slipway.Runtime.Server.Termination;

/// <summary>Exit codes by class of failure, as decision 0001 lists them.</summary>
internal static class ExitCodes
{
    /// <summary>Ended as asked.</summary>
    public const int Success = 0;

    /// <summary>The code of a reason.</summary>
    public static int Of(StartFailureReason reason) => reason switch
    {
        StartFailureReason.InvalidArguments => 64,
        StartFailureReason.DigestMismatch or StartFailureReason.ModelLoadFailed => 65,
        StartFailureReason.ModelRefused or StartFailureReason.WarmupFailed => 65,
        StartFailureReason.ModelNotFound or StartFailureReason.StorageUnauthorized or StartFailureReason.AddressRefused => 66,
        StartFailureReason.StorageUnreachable or StartFailureReason.StorageTlsFailed or StartFailureReason.DownloadStalled => 69,
        StartFailureReason.InsufficientStorage => 73,
        StartFailureReason.ProviderUnavailable => 78,
        _ => 70,
    };
}
