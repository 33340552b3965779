using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store;

public sealed class TlsTests
{
    [Fact]
    public async Task Refuses_a_certificate_that_nobody_vouches_for_without_trying_again()
    {
        using var certificates = new TestCertificates();
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(Bytes(1000)).AnswerAsync, certificates.Server);
        using var store = new StoreFixture();
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.StorageTlsFailed).ShouldContain("certificate");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task Trusts_the_authority_in_the_credentials()
    {
        using var certificates = new TestCertificates();
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(Bytes(1000)).AnswerAsync, certificates.Server);
        using var store = new StoreFixture();
        store.Credential("ca.crt", certificates.AuthorityPem);
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldSucceed();
    }

    [Fact]
    public async Task Still_checks_the_name_under_a_trusted_authority()
    {
        using var certificates = new TestCertificates("127.0.0.9");
        await using var server = await LoopbackServer.StartAsync(new FileAnswer(Bytes(1000)).AnswerAsync, certificates.Server);
        using var store = new StoreFixture();
        store.Credential("ca.crt", certificates.AuthorityPem);
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.StorageTlsFailed);
    }

    [Fact]
    public async Task Says_when_the_authority_is_no_certificate()
    {
        using var store = new StoreFixture();
        store.Credential("ca.crt", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----");
        (await store.FetchAsync("https://127.0.0.1:9/m.onnx")).ShouldFail(StartFailureReason.StorageTlsFailed).ShouldContain("ca.crt");
    }

    [Fact]
    public async Task Never_follows_from_https_to_http()
    {
        using var certificates = new TestCertificates();
        await using var plain = await LoopbackServer.StartAsync(new FileAnswer(Bytes(1000)).AnswerAsync);
        await using var server = await LoopbackServer.StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = 307;
                context.Response.Headers.Location = plain.Uri + "/m.onnx";
                return Task.CompletedTask;
            },
            certificates.Server);
        using var store = new StoreFixture();
        store.Credential("ca.crt", certificates.AuthorityPem);
        (await store.FetchAsync(server.Uri + "/m.onnx")).ShouldFail(StartFailureReason.AddressRefused).ShouldContain("https to http");
        plain.Requests.ShouldBeEmpty();
    }
}
