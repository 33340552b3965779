namespace Slipway.Api;

/// <summary>Reasons that the runtime gives in its termination message (decision 0001).</summary>
public static class RuntimeReasons
{
    public const string InvalidArguments = "InvalidArguments";
    public const string DigestMismatch = "DigestMismatch";
    public const string ModelLoadFailed = "ModelLoadFailed";
    public const string ModelRefused = "ModelRefused";
    public const string WarmupFailed = "WarmupFailed";
    public const string ModelNotFound = "ModelNotFound";
    public const string StorageUnauthorized = "StorageUnauthorized";
    public const string AddressRefused = "AddressRefused";
    public const string StorageUnreachable = "StorageUnreachable";
    public const string StorageTlsFailed = "StorageTlsFailed";
    public const string DownloadStalled = "DownloadStalled";
    public const string InternalError = "InternalError";
    public const string InsufficientStorage = "InsufficientStorage";
    public const string ProviderUnavailable = "ProviderUnavailable";
}
