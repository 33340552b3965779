using Slipway.Api;

namespace Slipway.Planning.Status.Diagnosis;

/// <summary>The table of decision 0001: which failures of the runtime end in a stall, and what a person can do.</summary>
internal static class RuntimeFailures
{
    private static readonly Dictionary<string, RuntimeFailure> ByReason = new(StringComparer.Ordinal)
    {
        [RuntimeReasons.InvalidArguments] = new(Outcome.Stalled, "The runtime image does not understand this operator: check spec.runtime.image."),
        [RuntimeReasons.DigestMismatch] = new(Outcome.Stalled, "Put the right model there, or correct spec.model."),
        [RuntimeReasons.ModelLoadFailed] = new(Outcome.Stalled, "Export the model again, or use another runtime image."),
        [RuntimeReasons.ModelRefused] = new(Outcome.Stalled, "The model breaks a safety rule: mend it."),
        [RuntimeReasons.WarmupFailed] = new(Outcome.Stalled, "The model loads, but its first inference fails: mend it."),
        [RuntimeReasons.ModelNotFound] = new(Outcome.Stalled, "Correct spec.model.uri, or put the model there."),
        [RuntimeReasons.StorageUnauthorized] = new(Outcome.Stalled, "Check spec.model.credentials and the rights of that account."),
        [RuntimeReasons.AddressRefused] = new(Outcome.Stalled, "The address is private: ask the administrator to allow the host, or use another."),
        [RuntimeReasons.StorageUnreachable] = new(Outcome.Retrying, "Check that the store is up and the address is right."),
        [RuntimeReasons.StorageTlsFailed] = new(Outcome.Retrying, "Check the store's certificate, or give its authority as ca.crt in the credentials."),
        [RuntimeReasons.DownloadStalled] = new(Outcome.Retrying, "The store stopped sending."),
        [RuntimeReasons.InternalError] = new(Outcome.Retrying, "See the log of the replica."),
        [RuntimeReasons.InsufficientStorage] = new(Outcome.Stalled, "Give the replica or its node more disk."),
        [RuntimeReasons.ProviderUnavailable] = new(
            Outcome.Stalled, "Use a runtime image and nodes with that provider, or add CPU to spec.runtime.executionProviders."),
    };

    /// <summary>By reason; a reason that this operator does not know is judged by its exit code.</summary>
    public static RuntimeFailure Find(string reason, int? exitCode) => ByReason.TryGetValue(reason, out var known)
        ? known
        : new(exitCode is 64 or 65 or 66 or 73 or 78 ? Outcome.Stalled : Outcome.Retrying, "See the log of the replica.");
}
