using System.Text.RegularExpressions;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

/// <summary>The resource as kubectl users meet it.</summary>
public sealed partial class ResourceTests(ClusterFixture cluster, ITestOutputHelper output) : ClusterTests(cluster, output)
{
    [Theory]
    [InlineData("mdep", "ModelDeployment")]
    [InlineData("mdep.spec.model.uri", "s3://")]
    [InlineData("mdep.spec.resources.gpu", "count")]
    [InlineData("mdep.status.conditions", "lastTransitionTime")]
    public async Task Kubectl_explain_describes_every_field(string field, string expected) =>
        (await Kubectl.RunAsync("explain", field)).ShouldContain(expected);

    [Fact]
    public Task Columns_tell_how_the_model_is() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier with { Version = "7", Gpus = 1 });
            await space.WaitReadyAsync("ocr");
            await space.UntilAsync("ocr", "a provider", node => node["status"]?["versions"]?[0]?["provider"] is not null);

            var lines = (await Kubectl.RunAsync("get", "mdep", "-n", space.Name)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

            Output.WriteLine(string.Join('\n', lines));
            Columns().Split(lines[0].Trim()).ShouldBe(["NAME", "READY", "REASON", "VERSION", "CANARY", "REPLICAS", "GPU", "PROVIDER", "URL", "AGE"], ignoreOrder: true);
            lines[1].ShouldContain("True");
            lines[1].ShouldContain("CPU");
            (await Kubectl.RunAsync("get", "slipway", "-n", space.Name)).ShouldContain("ocr");
            (await Kubectl.RunAsync("get", "mdep", "-n", space.Name, "-o", "wide")).ShouldContain("sha256:");
        });

    [Theory]
    [InlineData("  model: {}", "uri")]
    [InlineData("  model: {uri: 'ftp://host/model.onnx'}", "spec.model.uri")]
    [InlineData("  model: {uri: 'https://host/../model.onnx'}", "spec.model.uri")]
    [InlineData("  model: {uri: 'https://user:word@host/model.onnx'}", "spec.model.uri")]
    [InlineData("  model: {uri: 'https://host/m.onnx', sha256: short}", "spec.model.sha256")]
    [InlineData("  model: {uri: 'https://host/m.onnx'}\n  replicas: -1", "spec.replicas")]
    [InlineData("  model: {uri: 'https://host/m.onnx'}\n  resources: {gpu: {count: -1}}", "spec.resources.gpu.count")]
    [InlineData("  model: {uri: 'https://host/m.onnx'}\n  runtime: {executionProviders: [Abacus]}", "spec.runtime.executionProviders")]
    public Task Row_23_what_the_schema_forbids_is_refused_with_the_field_named(string spec, string named) =>
        InNamespaceAsync(async space =>
        {
            var result = await Kubectl.TryApplyAsync(space.Name, $"apiVersion: slipway.dev/v1alpha1\nkind: ModelDeployment\nmetadata: {{name: bad}}\nspec:\n{spec}\n");

            result.ExitCode.ShouldNotBe(0);
            result.Errors.ShouldContain(named);
        });

    [Fact]
    public Task A_misspelled_field_is_refused() =>
        InNamespaceAsync(async space =>
        {
            var result = await Kubectl.TryApplyAsync(space.Name, (Classifier with { More = "  replica: 2" }).ToYaml());

            result.ExitCode.ShouldNotBe(0);
            result.Errors.ShouldContain("replica");
        });

    [Fact]
    public Task Row_18_deleting_leaves_nothing_behind() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(Classifier);
            await space.WaitReadyAsync("ocr");

            await Kubectl.RunAsync("delete", "mdep", "ocr", "-n", space.Name, "--timeout=30s");

            await Eventually.TrueAsync(
                async () => (await Kubectl.RunAsync("get", "deployments,replicasets,pods,services,networkpolicies,controllerrevisions", "-n", space.Name, "-o", "name")).Trim().Length == 0,
                "all children to go",
                Pods.Removal);
            (await Kubectl.RunAsync("get", "serviceaccounts", "-n", space.Name, "-o", "name")).Trim().ShouldBe("serviceaccount/default");
        });

    [Fact]
    public Task Row_19_deleting_the_namespace_is_not_held_up() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(new ModelManifest("ocr", "s3://models/ocr.onnx") { CredentialsSecret = "absent" });
            await space.UntilNotReadyAsync("ocr", "SecretNotFound");

            await Kubectl.RunAsync("delete", "namespace", space.Name, "--timeout=55s");

            await Kubectl.RunAsync("create", "namespace", space.Name);
        });

    private ModelManifest Classifier => new("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier)));

    [GeneratedRegex(@"\s{2,}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Columns();
}
