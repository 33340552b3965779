using System.Text;
using Slipway.Runtime.Serving.Tests.Support;
using static Slipway.Runtime.Serving.Tests.Support.StoreFixture;

namespace Slipway.Runtime.Serving.Tests.Store.Registries;

/// <summary>Against the real docker-registry.</summary>
public sealed class RegistryTests : IDisposable
{
    private const string OnnxType = "application/vnd.onnx.model";
    private const string EmptyConfig = "application/vnd.oci.empty.v1+json";
    private const string ImageConfig = "application/vnd.oci.image.config.v1+json";
    private const string LayerType = "application/vnd.oci.image.layer.v1.tar";

    private readonly StoreFixture _store = new();
    private readonly TestCertificates _certificates = new();
    private readonly byte[] _content = Bytes(300_000);

    public RegistryTests() => _store.Credential("ca.crt", _certificates.AuthorityPem);

    private string Storage => _store.Directory["registry"];

    public void Dispose()
    {
        _certificates.Dispose();
        _store.Dispose();
    }

    [RegistryFact]
    public async Task An_artefact_of_one_plain_layer_is_the_file_itself()
    {
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates);
        var manifest = await registry.TagAsync("1", EmptyConfig, await registry.PushAsync(_content, OnnxType));

        var model = (await _store.FetchAsync(registry.Uri())).ShouldSucceed();
        var again = (await _store.FetchAsync(registry.Uri("@" + manifest), Hex(_content))).ShouldSucceed();
        var both = (await _store.FetchAsync(registry.Uri(":gone@" + manifest))).ShouldSucceed();

        (await File.ReadAllBytesAsync(model.ModelPath)).ShouldBe(_content);
        model.Digest.ShouldBe("sha256:" + Hex(_content));
        model.IsFolder.ShouldBeFalse();
        again.FromCache.ShouldBeTrue();
        both.ModelPath.ShouldBe(model.ModelPath);
        _store.Directory.Files("cache/partial").ShouldBeEmpty();
    }

    [RegistryFact]
    public async Task Files_named_by_ORAS_and_directories_packed_by_it_become_one_folder()
    {
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates);
        var packed = new TarBuilder().Directory("weights").Add("weights/w.bin", Bytes(1000)).BuildGzip();
        await registry.TagAsync(
            "1",
            "application/vnd.unknown.config.v1+json",
            await registry.PushAsync(_content, LayerType, Title("model.onnx")),
            await registry.PushAsync("cat\ndog\n"u8.ToArray(), "text/plain", Title("labels.txt")),
            await registry.PushAsync(packed, LayerType + "+gzip", new Dictionary<string, string> { ["org.opencontainers.image.title"] = "weights", ["io.deis.oras.content.unpack"] = "true" }));

        var model = (await _store.FetchAsync(registry.Uri())).ShouldSucceed();

        Directory.EnumerateFiles(model.RootPath, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(model.RootPath, path)).Order()
            .ShouldBe(["labels.txt", "model.onnx", "weights/w.bin"]);
        model.LabelsPath.ShouldBe(Path.Combine(model.RootPath, "labels.txt"));
        model.SizeBytes.ShouldBe(_content.Length + 8 + 1000);
        _store.Visible().ShouldAllBe(path => path.Contains("/folder/", StringComparison.Ordinal));
    }

    [RegistryFact]
    public async Task A_modelcar_is_what_its_image_holds_below_models()
    {
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates);
        // As base images are: links and devices everywhere, which is nobody's business here.
        var system = new TarBuilder().Directory("bin/").Add("bin/sh", [], '2', "busybox").Add("bin/ls", [], '1', "bin/busybox").Add("dev/null", [], '3')
            .Directory("models/").Add("models/old.onnx", Bytes(10)).Add("models/model.onnx", Bytes(20)).BuildGzip();
        var models = new TarBuilder().Directory("./models").Add("./models/.wh.old.onnx", []).Add("./models/model.onnx", _content).Build();
        var image = await registry.TagAsync("amd64", ImageConfig, await registry.PushAsync(system, LayerType + "+gzip"), await registry.PushAsync(models, LayerType));
        await registry.PutManifestAsync("1", DockerRegistry.OciIndex, new
        {
            schemaVersion = 2,
            mediaType = DockerRegistry.OciIndex,
            manifests = new[] { "s390x", "amd64", "arm64" }.Select(architecture => new
            {
                mediaType = DockerRegistry.OciManifest,
                digest = image,
                size = 1,
                platform = new { os = "linux", architecture },
            }),
        });

        var model = (await _store.FetchAsync(registry.Uri())).ShouldSucceed();

        (await File.ReadAllBytesAsync(model.ModelPath)).ShouldBe(_content);
        Directory.EnumerateFiles(model.RootPath).ShouldHaveSingleItem();
    }

    [RegistryFact]
    public async Task Row_39_a_moving_tag_is_followed_at_the_next_fetch_and_a_digest_never_moves()
    {
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates);
        var first = await registry.TagAsync("1", EmptyConfig, await registry.PushAsync(_content, OnnxType));
        (await _store.FetchAsync(registry.Uri())).ShouldSucceed();
        await registry.TagAsync("1", EmptyConfig, await registry.PushAsync(Bytes(1000, seed: 2), OnnxType));

        var moved = (await _store.FetchAsync(registry.Uri())).ShouldSucceed();
        var pinned = (await _store.FetchAsync(registry.Uri(":1@" + first))).ShouldSucceed();

        moved.Digest.ShouldBe("sha256:" + Hex(Bytes(1000, seed: 2)));
        pinned.Digest.ShouldBe("sha256:" + Hex(_content));
        pinned.FromCache.ShouldBeTrue();
    }

    [RegistryFact]
    public async Task Row_39_a_tag_that_has_moved_is_read_at_the_manifest_that_was_pinned()
    {
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates);
        var manifest = await registry.TagAsync("1", EmptyConfig, await registry.PushAsync(_content, OnnxType));
        var first = (await _store.FetchAsync(registry.Uri())).ShouldSucceed();
        await registry.TagAsync("1", EmptyConfig, await registry.PushAsync(Bytes(1000, seed: 2), OnnxType));

        using var other = new StoreFixture();
        other.Credential("ca.crt", _certificates.AuthorityPem);
        other.Pin(first.Digest, first.ResolvedUri);
        var later = (await other.FetchAsync(registry.Uri())).ShouldSucceed();

        first.ResolvedUri.ShouldBe(registry.Uri("@" + manifest));
        later.FromCache.ShouldBeFalse();
        later.Digest.ShouldBe("sha256:" + Hex(_content));
    }

    [RegistryFact]
    public async Task Says_which_tag_or_repository_does_not_exist()
    {
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates);
        (await _store.FetchAsync(registry.Uri(":2"))).ShouldFail(StartFailureReason.ModelNotFound).ShouldContain("team/ocr:2");
    }

    [RegistryFact]
    public async Task Row_38_signs_in_with_a_user_and_a_password()
    {
        await using (var open = await DockerRegistry.StartAsync(Storage, _certificates))
            await open.TagAsync("1", EmptyConfig, await open.PushAsync(_content, OnnxType));
        var users = _store.Directory.Write("htpasswd", "ann:$2y$05$abcdefghijklmnopqrstuuvLunpeJoA6QFLmZ0N1ivAPKPXpe9kni\n");
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates, $$$"""{"htpasswd":{"realm":"r","path":"{{{users}}}"}}""");

        (await _store.FetchAsync(registry.Uri())).ShouldFail(StartFailureReason.StorageUnauthorized);
        _store.Credential("username", "ann");
        _store.Credential("password", "wrong-SECRET");
        (await _store.FetchAsync(registry.Uri())).ShouldFail(StartFailureReason.StorageUnauthorized).ShouldNotContain("SECRET");
        _store.Credential("password", "open-sesame-SECRET");
        (await _store.FetchAsync(registry.Uri())).ShouldSucceed();
    }

    [RegistryFact]
    public async Task Row_38_fetches_a_token_where_the_registry_says_so()
    {
        await using (var open = await DockerRegistry.StartAsync(Storage, _certificates))
            await open.TagAsync("1", EmptyConfig, await open.PushAsync(_content, OnnxType));
        await using var tokens = await TokenService.StartAsync(_certificates, "ann:open-sesame-SECRET");
        await using var registry = await DockerRegistry.StartAsync(Storage, _certificates, tokens.Configuration);
        (await _store.FetchAsync(registry.Uri())).ShouldFail(StartFailureReason.StorageUnauthorized);

        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes("ann:open-sesame-SECRET"));
        _store.Credential(".dockerconfigjson", $$$$"""{"auths":{"other:1":{"auth":"eDp5"},"https://{{{{registry.Address}}}}/":{"auth":"{{{{login}}}}"}}}""");
        (await _store.FetchAsync(registry.Uri())).ShouldSucceed();

        tokens.Logins.ShouldBe(["", "Basic " + login]);
        tokens.Targets.ShouldAllBe(target => target.Contains("service=registry&scope=repository%3Ateam%2Focr%3Apull", StringComparison.Ordinal));
    }

    [RegistryFact]
    public async Task Speaks_http_only_when_told_to_and_then_without_a_login()
    {
        await using var registry = await DockerRegistry.StartAsync(Storage, certificates: null);
        await registry.TagAsync("1", EmptyConfig, await registry.PushAsync(_content, OnnxType));

        (await _store.FetchAsync(registry.Uri())).Succeeded.ShouldBeFalse();
        _store.Credential("OCI_PLAIN_HTTP", "true");
        (await _store.FetchAsync(registry.Uri())).ShouldSucceed();
        _store.Credential("username", "ann");
        (await _store.FetchAsync(registry.Uri())).ShouldFail(StartFailureReason.InvalidArguments).ShouldContain("unencrypted");
    }

    private static Dictionary<string, string> Title(string name) => new() { ["org.opencontainers.image.title"] = name };
}
