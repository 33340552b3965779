using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Configuration;
using Slipway.Kubernetes.Models;
using Slipway.Kubernetes.Tests.Client.Support;

namespace Slipway.Kubernetes.Tests.Client;

public sealed class TlsTests
{
    private static readonly TestCertificates Certificates = new();

    [Fact(Timeout = 20_000)]
    public async Task A_certificate_of_the_configured_authority_is_accepted_and_HTTP_2_spoken()
    {
        await using var server = await StartAsync("localhost");
        await GetAsync(server, new ServerTrust { CertificateAuthorityPem = Certificates.AuthorityPem });
        server.LastRequest.Protocol.ShouldBe("HTTP/2");
    }

    [Fact(Timeout = 20_000)]
    public async Task A_certificate_of_another_authority_is_refused()
    {
        await using var server = await StartAsync("localhost");
        var failure = await Should.ThrowAsync<HttpRequestException>(
            () => GetAsync(server, new ServerTrust { CertificateAuthorityPem = new TestCertificates().AuthorityPem }));
        failure.HttpRequestError.ShouldBe(HttpRequestError.SecureConnectionError);
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(server, ServerTrust.System));
    }

    [Fact(Timeout = 20_000)]
    public async Task A_certificate_of_another_name_is_refused_unless_that_name_is_configured()
    {
        await using var server = await StartAsync("api.internal");
        var trust = new ServerTrust { CertificateAuthorityPem = Certificates.AuthorityPem };
        await Should.ThrowAsync<HttpRequestException>(() => GetAsync(server, trust));
        await GetAsync(server, trust with { ServerName = "api.internal" });
    }

    [Fact(Timeout = 20_000)]
    public async Task Insecure_accepts_anything()
    {
        await using var server = await StartAsync("api.internal");
        await GetAsync(server, new ServerTrust { Insecure = true });
    }

    [Fact(Timeout = 20_000)]
    public async Task Reloaded_authorities_hold_for_new_connections()
    {
        using var folder = new TemporaryFolder();
        var clock = new TestClock();
        await using var server = await StartAsync("localhost");
        var file = folder.Write("ca.crt", new TestCertificates().AuthorityPem);
        using var client = new KubernetesClient(
            server.Configuration with { Trust = new ServerTrust { CertificateAuthorityFile = file } }, timeProvider: clock);
        server.Then(200, "{}");
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None));

        folder.Write("ca.crt", Certificates.AuthorityPem);
        clock.Advance(TimeSpan.FromMinutes(1));
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);
    }

    [Theory(Timeout = 20_000)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_client_certificate_is_shown_and_a_replaced_one_takes_over(bool fromFiles)
    {
        using var folder = new TemporaryFolder();
        var clock = new TestClock();
        var seen = new List<string>();
        await using var server = await ScriptedApiServer.StartAsync(options => options.UseHttps(https =>
        {
            https.ServerCertificate = Certificates.Issue("server", "localhost");
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) =>
            {
                lock (seen)
                    seen.Add(certificate.Subject);
                return true;
            };
        }));
        server.Then(200, "{}").Then(200, "{}");
        var first = Certificates.Issue("first");
        var user = fromFiles
            ? new KubernetesUser { ClientCertificateFile = folder.Write("c", first.ExportCertificatePem()), ClientKeyFile = folder.Write("k", TestCertificates.KeyPem(first)) }
            : new KubernetesUser { ClientCertificatePem = first.ExportCertificatePem(), ClientKeyPem = TestCertificates.KeyPem(first) };
        using var client = new KubernetesClient(
            server.Configuration with { User = user, Trust = new ServerTrust { CertificateAuthorityPem = Certificates.AuthorityPem } }, timeProvider: clock);
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);

        var second = Certificates.Issue("second");
        folder.Write("c", second.ExportCertificatePem());
        folder.Write("k", TestCertificates.KeyPem(second));
        clock.Advance(TimeSpan.FromMinutes(1));
        await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None);

        seen.ShouldBe(fromFiles ? ["CN=first", "CN=second"] : ["CN=first"]);
    }

    private static Task<ScriptedApiServer> StartAsync(string name) =>
        ScriptedApiServer.StartAsync(options => options.UseHttps(Certificates.Issue("server", name)));

    private static async Task GetAsync(ScriptedApiServer server, ServerTrust trust)
    {
        server.Then(200, "{}");
        using var client = new KubernetesClient(server.Configuration with { Trust = trust });
        (await client.GetAsync<V1ConfigMap>("a", "ns", CancellationToken.None)).ShouldNotBeNull();
    }
}
