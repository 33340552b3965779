using System.Net;
using System.Net.Http.Headers;
using Slipway.Kubernetes.Client.Credentials;
using Slipway.Kubernetes.Client.Requests;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Transport;

/// <summary>Writes requests as HTTP.</summary>
internal sealed class RequestHeaders
{
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    private readonly KubernetesClientConfiguration configuration;
    private readonly KubernetesClientOptions options;
    private readonly string baseAddress;

    /// <exception cref="KubernetesConfigurationException">The impersonation cannot be expressed.</exception>
    public RequestHeaders(KubernetesClientConfiguration configuration, KubernetesClientOptions options)
    {
        this.configuration = configuration;
        this.options = options;
        baseAddress = configuration.Server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        // HttpClient joins the values of a header to one line, which the API server would take for one odd group.
        if (configuration.User.Impersonation is { } impersonation
            && (impersonation.Groups.Count > 1 || impersonation.Extra.Values.Any(values => values.Count > 1)))
        {
            throw new KubernetesConfigurationException("Impersonation can name only one group, and one value per extra attribute.");
        }
    }

    public HttpRequestMessage Write(ApiRequest request, Credential credential)
    {
        var message = new HttpRequestMessage(request.Method, baseAddress + request.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.Accept.Add(Json);
        message.Headers.Authorization = credential.Authorization;
        message.Headers.TryAddWithoutValidation("User-Agent", options.UserAgent);
        // The handler takes the name for SNI and for the certificate's check from here.
        if (configuration.Trust.ServerName is { } serverName)
            message.Headers.Host = serverName;
        if (configuration.User.Impersonation is { } impersonation)
            Impersonate(message.Headers, impersonation);
        if (request.Body is { } body)
            message.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue(request.ContentType) } };
        return message;
    }

    private static void Impersonate(HttpRequestHeaders headers, Impersonation impersonation)
    {
        headers.TryAddWithoutValidation("Impersonate-User", impersonation.User);
        if (impersonation.Uid is { } uid)
            headers.TryAddWithoutValidation("Impersonate-Uid", uid);
        foreach (var group in impersonation.Groups)
            headers.TryAddWithoutValidation("Impersonate-Group", group);
        foreach (var (name, values) in impersonation.Extra)
            headers.TryAddWithoutValidation($"Impersonate-Extra-{Uri.EscapeDataString(name)}", values);
    }
}
