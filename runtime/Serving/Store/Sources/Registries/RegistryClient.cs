using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Slipway.Runtime.Serving.Store.Sources.Registries;

/// <summary>Reads one repository of a registry, signing in as the registry asks for it: not at all, with Basic, or with a token.</summary>
internal sealed class RegistryClient(
    RegistryReference reference, RegistryLogin login, bool isPlain, HttpRequester requester, TimeProvider time) : IDisposable
{
    /// <summary>The name under which people know the registry that lives elsewhere.</summary>
    public const string Hub = "docker.io";

    private const string HubHost = "registry-1.docker.io";
    private const int MaxTokenBytes = 1024 * 1024;

    private readonly string _repository =
        reference.Registry == Hub && !reference.Repository.Contains('/', StringComparison.Ordinal) ? "library/" + reference.Repository : reference.Repository;

    private AuthenticationHeaderValue? _authorization = login.Bearer;

    /// <summary>Asks for <c>/v2/{repository}/{path}</c>; the answer may have any status but 401 that a login could avoid.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestMessage> prepare, CancellationToken cancellationToken)
    {
        var host = reference.Registry == Hub ? HubHost : reference.Registry;
        var address = new Uri($"{(isPlain ? "http" : "https")}://{host}/v2/{_repository}/{path}");
        var response = await requester.GetAsync(address, _authorization, prepare, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || login.Token is not null) return response;
        using (response)
        {
            // Also in the middle of a long download, as tokens live for minutes.
            if (await AnswerAsync(response.Headers.WwwAuthenticate, cancellationToken) is not { } authorization)
            {
                throw HttpStatusFault.Of(response, address.ToString(), time);
            }

            _authorization = authorization;
        }

        return await requester.GetAsync(address, _authorization, prepare, cancellationToken);
    }

    public void Dispose() => requester.Dispose();

    private async Task<AuthenticationHeaderValue?> AnswerAsync(
        HttpHeaderValueCollection<AuthenticationHeaderValue> asked, CancellationToken cancellationToken)
    {
        if (RegistryChallenge.Of(asked) is not { } challenge)
        {
            return asked.Any(header => header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)) ? login.Basic : null;
        }

        if (!isPlain && challenge.Realm.Scheme != Uri.UriSchemeHttps)
        {
            throw new FetchException(StartFailureReason.AddressRefused, $"{reference.Registry} names a token service without https, which is refused.");
        }

        return new AuthenticationHeaderValue("Bearer", await TokenAsync(challenge, cancellationToken));
    }

    private async Task<string> TokenAsync(RegistryChallenge challenge, CancellationToken cancellationToken)
    {
        var address = challenge.TokenAddress(_repository);
        var source = SafeText.Of(address);
        using var response = await requester.GetAsync(address, login.Basic, static _ => { }, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK) throw HttpStatusFault.Of(response, source, time);
        var body = await BoundedBody.ReadAsync(response, MaxTokenBytes, source, cancellationToken);
        try
        {
            var answer = JsonSerializer.Deserialize(body, RegistryJson.Default.TokenAnswer);
            var token = answer?.Token ?? answer?.AccessToken;
            if (token is { Length: > 0 } && token.All(character => character is > ' ' and < (char)127)) return token;
        }
        catch (JsonException)
        {
            // Its text could repeat a part of the token.
        }

        throw new FetchException(StartFailureReason.StorageUnreachable, $"{source} answers without a token.");
    }
}
