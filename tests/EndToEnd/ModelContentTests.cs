using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

/// <summary>All replicas of a version serve the same bytes, also when the store has others by now, or is gone.</summary>
public sealed class ModelContentTests(ClusterFixture cluster, ITestOutputHelper output) : ClusterTests(cluster, output)
{
    private const string Bucket = "models";

    private static readonly string Key = Path.GetFileName(RealModels.OcrClassifier);

    [Fact]
    public Task Row_39_a_replica_that_comes_after_the_object_was_overwritten_does_not_serve_the_new_content() =>
        InNamespaceAsync(async space =>
        {
            await using var store = await S3Store.StartAsync(Cluster.Settings.HostAddress, Bucket, RealModels.OcrClassifier);
            await store.CreateSecretAsync(space.Name, "s3-reader");
            await space.ApplyAsync(Manifest());
            await space.WaitReadyAsync("ocr");
            await Eventually.TrueAsync(async () => (await Kubectl.ListAsync(space.Name, "configmaps", "slipway.dev/revision")).Count == 1, "the pin");
            using var client = await space.ClientAsync("ocr");

            await store.PutAsync(Bucket, Key, RealModels.SpeechActivity);
            await Kubectl.RunAsync("scale", "modeldeployment/ocr", "-n", space.Name, "--replicas=2");

            var node = await space.UntilAsync("ocr", "the refusal", node => node.ToJsonString().Contains("has been changed", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
            TestNamespace.Condition(node, "Ready").Reason.ShouldBe("DigestMismatch");
            (await client.InferAsync("softmax_0.tmp_0", InputTensor.Random("x", 6, 1, 3, 48, 192))).Length.ShouldBe(2);

            await store.PutAsync(Bucket, Key, RealModels.OcrClassifier);
            await space.WaitReadyAsync("ocr", seconds: 90);
            (await space.PodsAsync("ocr")).Count.ShouldBe(2);
        });

    [Fact]
    public Task Row_37_with_a_shared_cache_replicas_come_although_the_store_is_gone() =>
        InNamespaceAsync(async space =>
        {
            await using var cache = await HostVolume.CreateSharedAsync(space.Name, "model-cache");
            await using (var store = await S3Store.StartAsync(Cluster.Settings.HostAddress, Bucket, RealModels.OcrClassifier))
            {
                await store.CreateSecretAsync(space.Name, "s3-reader");
                await space.ApplyAsync(Manifest() with { More = "  cache: {claimName: model-cache, sizeLimit: 1Gi}" });
                await space.WaitReadyAsync("ocr");
                await Eventually.TrueAsync(async () => (await Kubectl.ListAsync(space.Name, "configmaps", "slipway.dev/revision")).Count == 1, "the pin");
            }

            cache.Files.ShouldContain(path => path.EndsWith(".onnx", StringComparison.Ordinal));
            await Kubectl.RunAsync("scale", "modeldeployment/ocr", "-n", space.Name, "--replicas=2");
            await space.WaitReadyAsync("ocr");

            (await space.ReadyPodsAsync("ocr")).Count.ShouldBe(2);
        });

    private static ModelManifest Manifest() => new("ocr", $"s3://{Bucket}/{Key}") { CredentialsSecret = "s3-reader", Replicas = 1 };
}
