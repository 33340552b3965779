using System.Net;
using Slipway.Kubernetes.Client;

namespace Slipway.Kubernetes.Informers;

/// <summary>
/// Whether the next list is read as a stream. Streaming is an optimisation of the server's memory: whatever goes wrong with it,
/// the next try is a plain list, and a server that does not know it is not asked again.
/// </summary>
/// <param name="isWanted">Whether streams are asked for at all.</param>
internal sealed class StreamingChoice(bool isWanted)
{
    private bool isKnownToFail = !isWanted;
    private bool failedLast;

    /// <summary>Whether to ask for a stream now.</summary>
    public bool IsDue => !isKnownToFail && !failedLast;

    /// <summary>A plain list has been read: the next one may be a stream again.</summary>
    public void Listed() => failedLast = false;

    /// <summary>This time it did not work.</summary>
    public void Failed() => failedLast = true;

    /// <summary>The server does not stream lists.</summary>
    public void Refused() => isKnownToFail = true;

    /// <summary>The server refused the stream, or gave it up on the way.</summary>
    /// <returns>Whether a plain list should follow at once, since the refusal was of the stream and not of us.</returns>
    public bool Failed(KubernetesApiException refusal)
    {
        Failed();
        var code = (int)refusal.StatusCode;
        if (code is < 400 or >= 500 || refusal.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.Unauthorized)
            return false;
        // Permissions and versions say nothing about streams; a plain list tells what is wrong with them, if anything.
        if (refusal.StatusCode is not (HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.RequestTimeout))
            Refused();
        return true;
    }
}
