using Slipway.Api;
using Slipway.Cli.Local.Files;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Store;

namespace Slipway.Cli.Tests.Local;

public sealed class ManifestSyncTests
{
    private const string Ocr = """
        apiVersion: slipway.dev/v1alpha1
        kind: ModelDeployment
        metadata:
          name: ocr
        spec:
          model:
            uri: https://example.com/ocr.onnx
            version: "1"
        """;

    private readonly LocalKubernetesClient client;

    private readonly ManifestSync sync;

    public ManifestSyncTests()
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddCustomKind(typeof(ModelDeployment));
        client = new LocalKubernetesClient(store);
        sync = new ManifestSync(client, [new ManifestKind<ModelDeployment>(client), new ManifestKind<V1Secret>(client)], "default");
    }

    [Fact]
    public async Task Files_are_applied_edited_and_deleted()
    {
        (await SyncAsync(("a.yaml", Ocr))).Changes.ShouldBe(["ModelDeployment default/ocr created"]);
        (await SyncAsync(("a.yaml", Ocr))).Changes.ShouldBeEmpty();
        (await SyncAsync(("a.yaml", $"{Ocr}\n# a comment"))).Changes.ShouldBeEmpty();
        (await SyncAsync(("a.yaml", Ocr.Replace("\"1\"", "\"2\"")))).Changes.ShouldBe(["ModelDeployment default/ocr configured"]);
        (await ModelAsync("ocr"))!.Spec.Model.Version.ShouldBe("2");

        (await SyncAsync()).Changes.ShouldBe(["ModelDeployment default/ocr deleted"]);
        (await ModelAsync("ocr")).ShouldBeNull();
    }

    [Fact]
    public async Task A_field_that_is_taken_out_is_taken_back()
    {
        await SyncAsync(("a.yaml", $"{Ocr}\n  replicas: 3"));
        (await ModelAsync("ocr"))!.Spec.Replicas.ShouldBe(3);

        await SyncAsync(("a.yaml", Ocr));

        (await ModelAsync("ocr"))!.Spec.Replicas.ShouldNotBe(3);
    }

    [Fact]
    public async Task One_file_holds_several_objects_and_an_object_may_move()
    {
        var second = Ocr.Replace("name: ocr", "name: speech\n  namespace: audio");
        (await SyncAsync(("a.yaml", $"{Ocr}\n---\n{second}\n---\n"))).Changes.Count.ShouldBe(2);
        (await client.GetAsync<ModelDeployment>("speech", "audio", CancellationToken.None)).ShouldNotBeNull();

        var report = await SyncAsync(("a.yaml", Ocr), ("b.yaml", second));

        report.Errors.ShouldBeEmpty();
        report.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("      uri: x", 7, "no YAML")]
    [InlineData("    uri: ftp://example.com/x", 7, "spec.model.uri: ")]
    [InlineData("    url: https://example.com/x", 7, "spec.model.url: unknown field")]
    [InlineData("    uri: https://example.com/x\n  replicas: many", 8, "spec.replicas: ")]
    [InlineData("    uri: https://example.com/x\n  runtime:\n    executionProviders: [CPU, TPU]", 9, "spec.runtime.executionProviders[1]: ")]
    [InlineData("    uri: https://example.com/x\n  resources:\n    requests: {cpu: 2}\n    limits: {cpu: 1}", 9, "spec.resources.requests[cpu]: ")]
    public async Task Errors_are_shown_beside_file_and_line(string model, int line, string message)
    {
        var header = Ocr[..Ocr.IndexOf("    uri", StringComparison.Ordinal)].TrimEnd();
        var text = message == "no YAML" ? $"{header}\n{model}\n  - y" : $"{header}\n{model}";

        var report = await SyncAsync(("models/a.yaml", text));

        report.Errors.ShouldContain(error => error.File == "models/a.yaml" && error.Message.StartsWith(message));
        if (message != "no YAML")
            report.Errors.ShouldContain(error => error.Line == line);
        (await ModelAsync("ocr")).ShouldBeNull();
    }

    [Fact]
    public async Task What_was_applied_stays_while_its_file_is_broken()
    {
        await SyncAsync(("a.yaml", Ocr));

        (await SyncAsync(("a.yaml", "a: [b"))).Errors.ShouldNotBeEmpty();
        (await ModelAsync("ocr")).ShouldNotBeNull();
        (await SyncAsync(("a.yaml", Ocr.Replace("https", "ftp")))).Errors.ShouldHaveSingleItem();
        (await ModelAsync("ocr")).ShouldNotBeNull();

        (await SyncAsync(("a.yaml", Ocr))).Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_object_in_two_files_is_refused_in_the_second()
    {
        var report = await SyncAsync(("a.yaml", Ocr), ("b.yaml", Ocr.Replace("\"1\"", "\"2\"")));

        report.Errors.ShouldHaveSingleItem().ToString().ShouldBe("b.yaml:4: metadata.name: ModelDeployment default/ocr is already in a.yaml");
        (await ModelAsync("ocr"))!.Spec.Model.Version.ShouldBe("1");
    }

    [Theory]
    [InlineData("kind: Pod\napiVersion: v1\nmetadata: {name: a}", "a.yaml:1: kind: local mode knows ModelDeployment (slipway.dev/v1alpha1), Secret (v1)")]
    [InlineData("name: a", "a.yaml:1: apiVersion and kind must be set")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {labels: {}}", "a.yaml:3: metadata: metadata.name must be set")]
    [InlineData("apiVersion: v1\nkind: Secret\nmetadata: {name: a}\ndata:\n  token: '?'", "a.yaml:5: data.token: must be base64; plain text goes to stringData")]
    [InlineData("just text", "a.yaml:1: no object: a manifest begins with apiVersion and kind")]
    public async Task What_is_no_manifest_of_ours_is_named(string text, string expected) =>
        (await SyncAsync(("a.yaml", text))).Errors.ShouldHaveSingleItem().ToString().ShouldBe(expected);

    private Task<SyncReport> SyncAsync(params (string Path, string Text)[] files) =>
        sync.SyncAsync([.. files.Select(file => new ManifestFile(file.Path, file.Text))], CancellationToken.None);

    private Task<ModelDeployment?> ModelAsync(string name) => client.GetAsync<ModelDeployment>(name, "default", CancellationToken.None);
}
