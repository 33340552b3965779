using System.Text.Json;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store.Registries;

public sealed class HostileRegistryTests : IDisposable
{
    private const string TarType = "application/vnd.oci.image.layer.v1.tar";
    private const string ImageConfig = "application/vnd.oci.image.config.v1+json";

    private readonly StoreFixture _store = new();
    private readonly TestCertificates _certificates = new();
    private readonly FakeRegistry _registry = new();
    private readonly byte[] _content = Bytes(50_000);

    public HostileRegistryTests() => _store.Credential("ca.crt", _certificates.AuthorityPem);

    public void Dispose()
    {
        _certificates.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Row_27_a_layer_with_another_digest_than_its_manifest_says_is_never_placed()
    {
        _registry.Tag(_registry.Add(_content, "application/onnx", digest: "sha256:" + new string('a', 64)));
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server))).ShouldFail(StartFailureReason.DigestMismatch).ShouldContain("promised");
        _store.Visible().ShouldBeEmpty();
        _store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_27_a_manifest_with_another_digest_than_was_asked_for_is_refused()
    {
        _registry.Tag(_registry.Add(_content, "application/onnx"));
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server, "@sha256:" + new string('b', 64)))).ShouldFail(StartFailureReason.DigestMismatch).ShouldContain("manifest");
    }

    [Fact]
    public async Task Row_28_a_cut_layer_is_resumed()
    {
        var content = Bytes(8_000_000);
        _registry.Tag(_registry.Add(content, "application/onnx"));
        _registry.Blob("sha256:" + Hex(content)).CutAfter = number => number == 2 ? 7_000_000 : null;
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server))).ShouldSucceed().Digest.ShouldBe("sha256:" + Hex(content));
        server.Requests.Last().Headers.Range.ToString().ShouldMatch("^bytes=[1-9][0-9]*-$");
    }

    [Theory]
    [InlineData("../evil.onnx")]
    [InlineData("/etc/evil.onnx")]
    [InlineData("a/../../evil.onnx")]
    [InlineData("a\nb.onnx")]
    public async Task Row_52_a_layer_named_after_another_place_is_refused(string title)
    {
        _registry.Tag(_registry.Add(_content, "application/onnx", title), _registry.Add(Bytes(10), "text/plain", "labels.txt"));
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server))).ShouldFail(StartFailureReason.ModelRefused);
        _store.Visible().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("models/../../evil", '0')]
    [InlineData("/models/evil", '0')]
    [InlineData("models/link", '2')]
    [InlineData("models/hard", '1')]
    [InlineData("models/device", '3')]
    [InlineData("models/pipe", '6')]
    [InlineData("models", '2')]
    public async Task Row_52_an_image_with_what_could_lead_out_is_refused_whole(string name, char kind)
    {
        var tar = new TarBuilder().Add("models/model.onnx", _content).Add(name, [], kind, "/etc/passwd").Build();
        _registry.TagAs(ImageConfig, _registry.Add(tar, TarType));
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server))).ShouldFail(StartFailureReason.ModelRefused);
        _store.Visible().ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_44_a_decompression_bomb_is_cut()
    {
        var bomb = new TarBuilder().Add("models/model.onnx", new byte[80 * 1024 * 1024]).BuildGzip();
        bomb.Length.ShouldBeLessThan(80 * 1024 * 1024 / 200);
        _registry.TagAs(ImageConfig, _registry.Add(bomb, TarType + "+gzip"));
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server))).ShouldFail(StartFailureReason.ModelRefused).ShouldContain("grows");
        _store.Visible().ShouldBeEmpty();
    }

    [Fact]
    public async Task What_cannot_be_a_model_is_refused_in_words()
    {
        await using var server = await StartAsync();
        _registry.Tag();
        await RefusesAsync("holds no layers");
        _registry.TagAs(ImageConfig, _registry.Add(new TarBuilder().Add("etc/passwd", []).Build(), TarType));
        await RefusesAsync("no files below /models");
        _registry.Tag(_registry.Add(_content, TarType + "+zstd"));
        await RefusesAsync("zstd");
        _registry.Tag(_registry.Add(_content, "application/onnx"), _registry.Add(Bytes(10), "application/onnx"));
        await RefusesAsync("no file name");
        _registry.Tag(_registry.Add(_content, "application/onnx", digest: "sha512:" + new string('a', 128)));
        await RefusesAsync("not sha256");
        _registry.Tag(_registry.Add(Bytes(700), "application/vnd.cncf.model.weight.v1.tar"));
        await RefusesAsync("cannot be unpacked");
        _registry.Manifest = "[]"u8.ToArray();
        await RefusesAsync("not JSON of a known form");
        _registry.Manifest = JsonSerializer.SerializeToUtf8Bytes(new { manifests = new[] { new { digest = "sha256:" + new string('a', 64), platform = new { os = "windows", architecture = "amd64" } } } });
        await RefusesAsync("has nothing for linux");

        async Task RefusesAsync(string why) =>
            (await _store.FetchAsync(Uri(server))).ShouldFail(StartFailureReason.ModelRefused).ShouldContain(why);
    }

    [Theory]
    [InlineData("Bearer realm=\"http://127.0.0.1:9/token\"", StartFailureReason.AddressRefused)]
    [InlineData("Bearer realm=\"https://169.254.169.254/token\"", StartFailureReason.AddressRefused)]
    [InlineData("Bearer realm=\"file:///etc/passwd\"", StartFailureReason.StorageUnauthorized)]
    [InlineData("Digest realm=\"r\"", StartFailureReason.StorageUnauthorized)]
    public async Task Row_51_a_login_goes_nowhere_that_a_download_may_not_go(string challenge, StartFailureReason reason)
    {
        _store.Credential("username", "ann");
        _store.Credential("password", "pass-SECRET");
        _registry.Before = context =>
        {
            (context.Response.StatusCode, context.Response.Headers.WWWAuthenticate) = (401, challenge);
            return true;
        };
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server))).ShouldFail(reason).ShouldNotContain("SECRET");
        server.Requests.ShouldAllBe(request => request.Headers.Authorization.Count == 0);
    }

    [Fact]
    public async Task Row_38_a_login_is_not_sent_on_to_where_layers_are_stored()
    {
        _store.Credential("token", "tok-SECRET");
        _registry.Tag(_registry.Add(_content, "application/onnx"));
        await using var storage = await LoopbackServer.StartAsync(new FileAnswer(_content).AnswerAsync, _certificates.Server);
        _registry.Before = context =>
        {
            if (!context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal)) return false;
            (context.Response.StatusCode, context.Response.Headers.Location) = (307, storage.Uri + "/blob?sig=x");
            return true;
        };
        await using var server = await StartAsync();
        (await _store.FetchAsync(Uri(server))).ShouldSucceed();
        server.Requests.ShouldAllBe(request => request.Headers.Authorization == "Bearer tok-SECRET");
        storage.Requests.ShouldHaveSingleItem().Headers.Authorization.ShouldBeEmpty();
    }

    private static string Uri(LoopbackServer server, string reference = ":1") => $"oci://{new Uri(server.Uri).Authority}/m{reference}";

    private Task<LoopbackServer> StartAsync() => LoopbackServer.StartAsync(_registry.AnswerAsync, _certificates.Server);
}
