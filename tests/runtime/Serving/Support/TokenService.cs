using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Slipway.Runtime.Serving.Tests.Support;

/// <summary>Gives out the tokens that a registry with token authentication believes, for a user and a password or for nobody.</summary>
internal sealed class TokenService : IAsyncDisposable
{
    private const string Issuer = "slipway-tests";
    private const string Service = "registry";

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;
    private readonly TemporaryDirectory _directory = new();
    private LoopbackServer? _server;

    private TokenService()
    {
        var now = TimeProvider.System.GetUtcNow();
        _certificate = new CertificateRequest("CN=tokens", _key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddHours(-1), now.AddDays(1));
    }

    /// <summary>The Authorization header of each request, oldest first.</summary>
    public IEnumerable<string> Logins => _server!.Requests.Select(request => request.Headers.Authorization.ToString());

    /// <summary>Query strings of the requests.</summary>
    public IEnumerable<string> Targets => _server!.Requests.Select(request => request.Target);

    /// <summary>For the registry's configuration.</summary>
    public string Configuration => JsonSerializer.Serialize(new
    {
        token = new { realm = _server!.Uri + "/token", service = Service, issuer = Issuer, rootcertbundle = _directory.Write("tokens.crt", _certificate.ExportCertificatePem()) },
    });

    public static async Task<TokenService> StartAsync(TestCertificates certificates, string? login)
    {
        var service = new TokenService();
        service._server = await LoopbackServer.StartAsync(
            async (context, _) =>
            {
                if (login is not null && context.Request.Headers.Authorization != "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(login)))
                {
                    context.Response.StatusCode = 401;
                    return;
                }

                await context.Response.WriteAsync(JsonSerializer.Serialize(new { token = service.Token() }));
            },
            certificates.Server);
        return service;
    }

    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _directory.Dispose();
        _certificate.Dispose();
        _key.Dispose();
    }

    private string Token()
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var header = new { typ = "JWT", alg = "ES256", x5c = new[] { Convert.ToBase64String(_certificate.RawData) } };
        var claims = new
        {
            iss = Issuer,
            sub = "ann",
            aud = Service,
            exp = now + 300,
            nbf = now - 60,
            iat = now - 60,
            jti = Guid.NewGuid().ToString("n"),
            access = new[] { new { type = "repository", name = DockerRegistry.Repository, actions = new[] { "pull" } } },
        };
        var text = $"{Encode(JsonSerializer.SerializeToUtf8Bytes(header))}.{Encode(JsonSerializer.SerializeToUtf8Bytes(claims))}";
        return $"{text}.{Encode(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static string Encode(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
