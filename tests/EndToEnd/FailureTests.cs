using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

/// <summary>A new version that cannot work says why within 30 s, and the old one goes on serving.</summary>
public sealed class FailureTests(ClusterFixture cluster, ITestOutputHelper output) : ClusterTests(cluster, output)
{
    private static readonly InputTensor Input = InputTensor.Random("x", 1, 1, 3, 48, 192);

    [Fact]
    public Task A_model_that_does_not_exist() =>
        FailsAsync(good => good with { Uri = Cluster.ModelUri("missing.onnx") }, "ModelNotFound", "missing.onnx");

    [Fact]
    public Task Row_27_a_checksum_that_does_not_match() =>
        FailsAsync(good => good with { Sha256 = new string('0', 64) }, "DigestMismatch", "sha256");

    [Fact]
    public Task A_file_that_is_no_model() =>
        FailsAsync(good => good with { Uri = Cluster.Serve("corrupt.onnx", BrokenModels.Corrupt()) }, "ModelLoadFailed", "");

    [Fact]
    public Task Row_32_a_memory_limit_that_is_too_low() =>
        FailsAsync(
            good => good with { Uri = Cluster.Serve("huge.onnx", BrokenModels.HugeInitializer(400_000_000).ToBytes()), Limits = "memory: 256Mi" },
            "OutOfMemory",
            "256Mi");

    [Fact]
    public Task A_secret_that_does_not_exist() =>
        FailsAsync(good => good with { Uri = "s3://models/ocr.onnx", CredentialsSecret = "absent" }, "SecretNotFound", "absent");

    [Fact]
    public Task An_image_that_cannot_be_pulled() =>
        FailsAsync(good => good with { Image = "registry.local/absent:1" }, "ImagePullFailed", "registry.local/absent:1");

    [Fact]
    public Task Row_40_a_provider_that_the_node_does_not_have() =>
        FailsAsync(good => good with { Gpus = 1, ExecutionProviders = "CUDA" }, "ProviderUnavailable", "CUDA");

    [Fact]
    public Task Row_38_credentials_that_the_store_refuses() =>
        InNamespaceAsync(async space =>
        {
            await using var store = await S3Store.StartAsync(Cluster.Settings.HostAddress, "models", RealModels.OcrClassifier);
            await store.CreateSecretAsync(space.Name, "s3-reader", accessKey: "not-the-key");

            await space.ApplyAsync(new ModelManifest("ocr", $"s3://models/{Path.GetFileName(RealModels.OcrClassifier)}") { CredentialsSecret = "s3-reader" });
            var node = await space.UntilNotReadyAsync("ocr", "StorageUnauthorized");

            node.ToJsonString().ShouldNotContain("not-the-key");
        });

    private Task FailsAsync(Func<ModelManifest, ModelManifest> breakIt, string reason, string inMessage) =>
        InNamespaceAsync(async space =>
        {
            var good = new ModelManifest("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier))) { Version = "1" };
            await space.ApplyAsync(good);
            await space.WaitReadyAsync("ocr");
            using var client = await space.ClientAsync("ocr");

            await space.ApplyAsync(breakIt(good with { Version = "2" }));
            var node = await space.UntilNotReadyAsync("ocr", reason, TimeSpan.FromSeconds(30));

            var message = TestNamespace.Condition(node, "Ready").Message;
            Output.WriteLine(message);
            message.ShouldContain(inMessage);
            TestNamespace.Condition(node, "Available").Status.ShouldBe("True");
            (await client.InferAsync("softmax_0.tmp_0", Input)).Length.ShouldBe(2);
            (await client.VersionAsync()).ShouldBe("1");
            (await Kubectl.RunAsync("get", "events", "-n", space.Name, "--field-selector", "involvedObject.kind=ModelDeployment,type=Warning")).ShouldContain(reason);

            await space.ApplyAsync(good);
            await space.WaitReadyAsync("ocr");
        });
}
