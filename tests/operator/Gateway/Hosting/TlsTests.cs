using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Slipway.Gateway.Hosting;
using Slipway.Gateway.Tests.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Time;

namespace Slipway.Gateway.Tests.Hosting;

public sealed class TlsTests : IDisposable
{
    private readonly TemporaryDirectory folder = new();
    private readonly ManualTimeProvider time = new();

    private string CertificatePath => Path.Combine(folder.Path, "tls.crt");

    private string KeyPath => Path.Combine(folder.Path, "tls.key");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Rest_and_grpc_are_encrypted_and_plain_text_is_not_taken()
    {
        Write("one.example");
        await using var replica = await FakeReplica.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var gateway = await TestGateway.StartAsync(options => options with { TlsCertificatePath = CertificatePath, TlsKeyPath = KeyPath });
        await gateway.AddAsync(replica.HttpPort);

        gateway.Http.BaseAddress!.Scheme.ShouldBe("https");
        (await gateway.InferAsync()).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var unknown = GrpcRequests.Infer("nobody");
        (await gateway.Grpc.SendAsync(unknown)).Headers.GetValues("grpc-status").ShouldBe(["5"]);
        using var plain = await RawConnection.OpenAsync(gateway.Http.BaseAddress);
        await plain.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        (await plain.ReadToEndAsync()).ShouldNotContain("HTTP/1.1");
    }

    [Fact]
    public void A_renewed_certificate_is_shown_within_five_seconds()
    {
        Write("one.example");
        var certificate = new TlsCertificate(CertificatePath, KeyPath, time);
        Write("two.example");

        Subject(certificate).ShouldBe("CN=one.example");
        time.Advance(TimeSpan.FromSeconds(5));
        Subject(certificate).ShouldBe("CN=two.example");
    }

    [Fact]
    public void A_certificate_that_cannot_be_used_leaves_the_one_before()
    {
        Write("one.example");
        var certificate = new TlsCertificate(CertificatePath, KeyPath, time);
        var key = File.ReadAllText(KeyPath);
        Write("two.example");
        File.WriteAllText(KeyPath, key);
        time.Advance(TimeSpan.FromSeconds(5));
        Subject(certificate).ShouldBe("CN=one.example", "the key is another's");

        File.Delete(KeyPath);
        time.Advance(TimeSpan.FromSeconds(5));
        Subject(certificate).ShouldBe("CN=one.example", "there is no key");
    }

    [Fact]
    public void Without_a_usable_certificate_the_gateway_does_not_begin() =>
        Should.Throw<InvalidOperationException>(() => new TlsCertificate(CertificatePath, KeyPath, time)).Message.ShouldContain(CertificatePath);

    private static string Subject(TlsCertificate certificate) => certificate.Current.TargetCertificate.Subject;

    private void Write(string name)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(CertificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
    }
}
