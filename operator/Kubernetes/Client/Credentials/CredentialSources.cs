using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Slipway.Kubernetes.Configuration;

namespace Slipway.Kubernetes.Client.Credentials;

/// <summary>Makes the source of credentials that a user's configuration asks for.</summary>
internal static class CredentialSources
{
    /// <exception cref="KubernetesConfigurationException">A certificate or key given as text cannot be used.</exception>
    public static ICredentialSource For(KubernetesUser user, TimeProvider timeProvider, ILogger logger)
    {
        var sources = new List<ICredentialSource>();
        if (Authorization(user, timeProvider, logger) is { } authorization)
            sources.Add(authorization);
        if (Certificate(user, timeProvider, logger) is { } certificate)
            sources.Add(certificate);
        if (user.Exec is { } plugin)
            sources.Add(new ExecCredentialSource(plugin, ExecPluginProcess.RunAsync, timeProvider, logger));
        return sources switch
        {
            [] => new FixedCredentialSource(Credential.None),
            [var only] => only,
            _ => new CombinedCredentialSource(sources),
        };
    }

    private static ICredentialSource? Authorization(KubernetesUser user, TimeProvider timeProvider, ILogger logger)
    {
        var token = user.Token is null ? null : Credential.Bearer(user.Token);
        if (user.TokenFile is { } file)
            return new FileCredentialSource(() => [ReadToken(file)], texts => Credential.Bearer(texts[0]), token, timeProvider, logger);
        if (token is not null)
            return new FixedCredentialSource(token);
        if (user.Username is null)
            return null;
        var basic = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Username}:{user.Password}"));
        return new FixedCredentialSource(new Credential(new AuthenticationHeaderValue("Basic", basic), null));
    }

    private static ICredentialSource? Certificate(KubernetesUser user, TimeProvider timeProvider, ILogger logger)
    {
        if ((user.ClientCertificatePem ?? user.ClientCertificateFile) is null)
            return null;
        if (user is { ClientCertificatePem: { } certificate, ClientKeyPem: { } key })
            return new FixedCredentialSource(Parse([certificate, key]));
        return new FileCredentialSource(
            () => [user.ClientCertificatePem ?? File.ReadAllText(user.ClientCertificateFile!), user.ClientKeyPem ?? File.ReadAllText(user.ClientKeyFile!)],
            Parse,
            initial: null,
            timeProvider,
            logger);
    }

    private static Credential Parse(string[] texts) => new(null, ClientIdentity.FromPem(texts[0], texts[1]));

    private static string ReadToken(string file) => File.ReadAllText(file).Trim() is { Length: > 0 } token
        ? token
        : throw new KubernetesConfigurationException($"the token file '{file}' is empty.");
}
