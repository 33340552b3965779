using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Slipway.Cli.Commands;

namespace Slipway.Cli.Tests.Commands;

public sealed class PublicKeyFileTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private readonly ECDsa next = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Fact]
    public void Keys_and_certificates_are_read_in_order_and_once()
    {
        var (keys, problem) = PublicKeyFile.ReadText($"the old one\n{Certificate(key)}\n{next.ExportSubjectPublicKeyInfoPem()}\n{key.ExportSubjectPublicKeyInfoPem()}\n");

        problem.ShouldBeNull();
        keys.ShouldBe([Base64(key), Base64(next)]);
    }

    [Fact]
    public void A_private_key_is_refused()
    {
        PublicKeyFile.ReadText(key.ExportECPrivateKeyPem()).Problem.ShouldBe("has a private key: only public keys and certificates belong there");
        PublicKeyFile.ReadText($"{Certificate(key)}\n{key.ExportPkcs8PrivateKeyPem()}").Keys.ShouldBeEmpty();
    }

    [Fact]
    public void Keys_of_other_kinds_are_refused()
    {
        using var rsa = RSA.Create(2048);
        using var larger = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        string[] wrong = [rsa.ExportSubjectPublicKeyInfoPem(), larger.ExportSubjectPublicKeyInfoPem(), Certificate(larger), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"];

        foreach (var pem in wrong)
            PublicKeyFile.ReadText(pem).Problem!.ShouldEndWith("that is not of an ECDSA key on P-256");
    }

    [Fact]
    public void A_file_without_any_is_refused()
    {
        PublicKeyFile.ReadText("").Problem.ShouldBe("has no public key and no certificate");
        PublicKeyFile.Read("/does/not/exist").Problem!.ShouldStartWith("cannot be read");
    }

    [Fact]
    public async Task The_operator_does_not_start_with_a_wrong_file()
    {
        var (code, _, errors) = await SlipwayProgram.RunAsync(
            "manager", "--runtime-image", "a:1", "--gateway-url", "http://gateway", "--gateway-key-file", "/does/not/exist");

        code.ShouldBe(ExitCodes.Usage);
        errors.ShouldContain("--gateway-key-file: /does/not/exist cannot be read");
    }

    [Fact]
    public async Task Models_are_not_closed_to_everyone_without_a_gateway()
    {
        var (code, _, errors) = await SlipwayProgram.RunAsync("manager", "--runtime-image", "a:1", "--gateway-key-file", "/does/not/exist");

        code.ShouldBe(ExitCodes.Usage);
        errors.ShouldContain("--gateway-key-file needs --gateway-url");
    }

    public void Dispose()
    {
        key.Dispose();
        next.Dispose();
    }

    private static string Base64(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static string Certificate(ECDsa key)
    {
        var request = new CertificateRequest("CN=gateway", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        return certificate.ExportCertificatePem();
    }
}
