using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Slipway.Runtime.Serving.Store.Sources;

/// <summary>GET with redirects followed by hand, so that every hop is checked and credentials stay with the host they are for.</summary>
internal sealed class HttpRequester(HttpMessageHandler handler, ModelCredentials credentials) : IDisposable
{
    private const int MaxRedirects = 5;

    private readonly HttpMessageInvoker _invoker = new(handler, disposeHandler: true);

    /// <summary>Sends the request with the credentials' header; see the other overload.</summary>
    public Task<HttpResponseMessage> GetAsync(Uri start, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken) =>
        GetAsync(start, Authorization(), prepare, cancellationToken);

    /// <summary>Sends the request and follows redirects; the answer's status may be anything else.</summary>
    /// <param name="start">The first address.</param>
    /// <param name="authorization">For the host of the first address, and for no other; null: none.</param>
    /// <param name="prepare">Adds headers to each request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<HttpResponseMessage> GetAsync(
        Uri start, AuthenticationHeaderValue? authorization, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        var address = start;
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.UserAgent.Add(new ProductInfoHeaderValue("slipway-runtime", null));
            request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
            if (IsSameHost(start, address)) request.Headers.Authorization = authorization;
            prepare(request);
            var response = await _invoker.SendAsync(request, cancellationToken);
            if (!IsRedirect(response.StatusCode)) return response;

            using (response) address = Next(address, response.Headers.Location);
        }

        throw new FetchException(StartFailureReason.StorageUnreachable, $"{SafeText.Of(start)} redirects more than {MaxRedirects} times.");
    }

    /// <summary>The header for a user name and a password.</summary>
    public static AuthenticationHeaderValue Basic(string user, string? password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public void Dispose() => _invoker.Dispose();

    private static Uri Next(Uri from, Uri? location)
    {
        var source = SafeText.Of(from);
        if (location is null) throw new FetchException(StartFailureReason.StorageUnreachable, $"{source} redirects to nowhere.");
        var next = new Uri(from, location);
        if (next.Scheme is not ("https" or "http") || next.UserInfo.Length > 0)
        {
            throw new FetchException(StartFailureReason.AddressRefused, $"{source} redirects to an address that is refused.");
        }

        return from.Scheme == Uri.UriSchemeHttps && next.Scheme == Uri.UriSchemeHttp
            ? throw new FetchException(StartFailureReason.AddressRefused, $"{source} redirects from https to http, which is refused.")
            : next;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static bool IsSameHost(Uri left, Uri right) => left.Scheme == right.Scheme && left.Host == right.Host && left.Port == right.Port;

    private AuthenticationHeaderValue? Authorization()
    {
        if (credentials.BearerToken is { } token) return new AuthenticationHeaderValue("Bearer", token);
        return credentials.UserName is { } user ? Basic(user, credentials.Password) : null;
    }
}
