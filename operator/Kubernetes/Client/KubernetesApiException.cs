using System.Net;
using Slipway.Kubernetes.Models;

namespace Slipway.Kubernetes.Client;

/// <summary>The API server refused a request.</summary>
public sealed class KubernetesApiException : Exception
{
    /// <param name="operation">Verb and object, for example <c>create deployments.apps vision/ocr</c>.</param>
    /// <param name="status">The server's answer.</param>
    /// <param name="retryAfter">The Retry-After header; null when absent.</param>
    public KubernetesApiException(string operation, V1Status status, TimeSpan? retryAfter = null)
        : base($"{operation}: {status.Message ?? status.Reason ?? "refused"} ({status.Code})")
    {
        Status = status;
        RetryAfter = retryAfter;
    }

    public V1Status Status { get; }

    public HttpStatusCode StatusCode => (HttpStatusCode)(Status.Code ?? 500);

    public TimeSpan? RetryAfter { get; }

    /// <summary>409 because the object changed in between (or exists already).</summary>
    public bool IsConflict => StatusCode == HttpStatusCode.Conflict;

    public bool IsNotFound => StatusCode == HttpStatusCode.NotFound;

    /// <summary>410: the resource version is too old; list again.</summary>
    public bool IsGone => StatusCode == HttpStatusCode.Gone;

    public bool IsForbidden => StatusCode == HttpStatusCode.Forbidden;

    /// <summary>422: the object breaks the schema or an admission rule.</summary>
    public bool IsInvalid => StatusCode == HttpStatusCode.UnprocessableEntity;
}
