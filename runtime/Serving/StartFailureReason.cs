namespace Slipway.Runtime.Serving;

/// <summary>The reasons of the termination message (decision 0001); the member's name is the reason.</summary>
public enum StartFailureReason
{
    InternalError,
    InvalidArguments,
    DigestMismatch,
    ModelLoadFailed,
    ModelRefused,
    WarmupFailed,
    ModelNotFound,
    StorageUnauthorized,
    AddressRefused,
    StorageUnreachable,
    StorageTlsFailed,
    DownloadStalled,
    InsufficientStorage,
    ProviderUnavailable,
}
