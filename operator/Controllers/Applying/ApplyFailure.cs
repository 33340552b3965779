using Slipway.Api;
using Slipway.Kubernetes.Client;

namespace Slipway.Controllers.Applying;

/// <summary>Why a plan could not be carried out.</summary>
/// <param name="Reason">A constant of <see cref="Reasons"/>.</param>
/// <param name="Message">What was tried, in the API server's words, and what happens next.</param>
/// <param name="IsTransient">The server is busy or cannot be reached: nothing that a status should show.</param>
/// <param name="RetryAfter">When to try again; null: with back-off.</param>
/// <param name="Error">The cause; null when no request failed.</param>
internal sealed record ApplyFailure(string Reason, string Message, bool IsTransient, TimeSpan? RetryAfter, Exception? Error = null)
{
    /// <summary>A refusal is tried again this often; a change of the object tries at once.</summary>
    public static readonly TimeSpan RefusalRetry = TimeSpan.FromSeconds(15);

    /// <summary>An object of the needed name is someone else's.</summary>
    public static ApplyFailure NameConflict(string @object, string? owner) => new(
        Reasons.NameConflict,
        $"{@object} exists and belongs to {owner ?? "nobody"}. Delete it or rename the ModelDeployment; this is tried again.",
        IsTransient: false,
        RefusalRetry);

    /// <summary>The server's refusal, or its silence, by what a person can do about it.</summary>
    public static ApplyFailure Of(Exception error)
    {
        if (error is not KubernetesApiException refused)
            return new ApplyFailure(Reasons.ApplyFailed, error.Message, IsTransient: true, null, error);
        if (IsBusy(refused))
            return new ApplyFailure(Reasons.ApplyFailed, error.Message, IsTransient: true, refused.RetryAfter, error);
        return new ApplyFailure(ReasonOf(refused), $"{error.Message}. This is tried again.", IsTransient: false, refused.RetryAfter ?? RefusalRetry, error);
    }

    /// <summary>Not every 5xx: the server answers 500 to what its schema or a webhook cannot take, and does so for ever.</summary>
    private static bool IsBusy(KubernetesApiException error) =>
        error.IsConflict || error.RetryAfter is not null || (int)error.StatusCode is 408 or 429 or 502 or 503 or 504 || IsNamespaceEnding(error);

    /// <summary>Objects of a namespace that is being deleted go with it; nothing is wrong.</summary>
    private static bool IsNamespaceEnding(KubernetesApiException error) =>
        error.Status.Details?.Causes?.Exists(cause => cause.Reason == "NamespaceTerminating") ?? false;

    private static string ReasonOf(KubernetesApiException error)
    {
        var message = error.Status.Message ?? "";
        if (message.Contains("exceeded quota", StringComparison.Ordinal))
            return Reasons.QuotaExceeded;
        if (error.IsForbidden && message.Contains("cannot ", StringComparison.Ordinal) && message.Contains(" in API group ", StringComparison.Ordinal))
            return Reasons.Forbidden;
        return error.IsForbidden || message.Contains("admission webhook", StringComparison.Ordinal) ? Reasons.AdmissionRefused : Reasons.ApplyFailed;
    }
}
