using System.Diagnostics;
using System.Text.Json.Nodes;
using Slipway.EndToEnd.Harness;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Models;
using Xunit.Abstractions;

namespace Slipway.EndToEnd;

public sealed class ServingTests(ClusterFixture cluster, ITestOutputHelper output) : ClusterTests(cluster, output)
{
    public static TheoryData<string, string, string, InputTensor[]> Examples { get; } = new()
    {
        { "direction-classifier", RealModels.OcrClassifier, "softmax_0.tmp_0", [InputTensor.Random("x", 1, 1, 3, 48, 192)] },
        { "text-recognizer", RealModels.OcrRecognizer, "softmax_11.tmp_0", [InputTensor.Random("x", 2, 1, 3, 48, 160)] },
        {
            "speech-activity", RealModels.SpeechActivity, "output",
            [InputTensor.Random("input", 3, 1, 512), InputTensor.Random("state", 4, 2, 1, 128), new InputTensor("sr", "INT64", [], [16000])]
        },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public Task An_example_answers_exactly_as_onnx_runtime_does(string example, string modelPath, string outputName, InputTensor[] inputs) =>
        InNamespaceAsync(async space =>
        {
            await Kubectl.ApplyAsync(space.Name, Example(example));
            await space.WaitReadyAsync(example);
            using var client = await space.ClientAsync(example);

            var answer = await client.InferAsync(outputName, inputs);

            var expected = DirectInference.Run(modelPath, outputName, inputs);
            answer.Length.ShouldBe(expected.Length);
            answer.Zip(expected).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThan(1e-4f);
        });

    [Fact]
    public Task From_apply_to_the_first_correct_answer_takes_at_most_ten_seconds() =>
        InNamespaceAsync(async space =>
        {
            var input = InputTensor.Random("x", 5, 1, 3, 48, 192);
            var expected = DirectInference.Run(RealModels.OcrClassifier, "softmax_0.tmp_0", input);
            var watch = Stopwatch.StartNew();

            await space.ApplyAsync(new ModelManifest("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier))));
            var client = await Eventually.GetAsync(
                async () => await Kubectl.FindAsync(space.Name, "service", "ocr") is null ? null : await space.ClientAsync("ocr"),
                "the Service");
            var answer = await Eventually.GetAsync(async () => await client.InferAsync("softmax_0.tmp_0", input), "an answer", TimeSpan.FromSeconds(30));

            Output.WriteLine($"apply to answer: {watch.Elapsed.TotalSeconds:0.00} s");
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
            answer[0].ShouldBe(expected[0], 1e-4f);
            client.Dispose();
        });

    [Fact]
    public Task Applying_the_same_file_again_changes_nothing() =>
        InNamespaceAsync(async space =>
        {
            var yaml = Example("direction-classifier");
            await Kubectl.ApplyAsync(space.Name, yaml);
            await space.WaitReadyAsync("direction-classifier");
            await space.UntilAsync("direction-classifier", "a provider", node => node["status"]?["versions"]?[0]?["provider"] is not null);
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
            var (before, podsBefore) = (await space.GetAsync("direction-classifier"), await space.PodsAsync("direction-classifier"));

            var said = await Kubectl.ApplyAsync(space.Name, yaml);
            await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);

            said.ShouldContain("unchanged");
            var (after, podsAfter) = (await space.GetAsync("direction-classifier"), await space.PodsAsync("direction-classifier"));
            Kubectl.Show(after).ShouldBe(Kubectl.Show(before));
            podsAfter.Select(Identity).ShouldBe(podsBefore.Select(Identity));
        });

    [Fact]
    public Task A_model_in_a_private_bucket_is_read_with_the_credentials_of_its_secret() =>
        InNamespaceAsync(async space =>
        {
            await using var store = await S3Store.StartAsync(Cluster.Settings.HostAddress, "models", RealModels.OcrClassifier);
            await store.CreateSecretAsync(space.Name, "s3-reader");

            await space.ApplyAsync(new ModelManifest("ocr", $"s3://models/{Path.GetFileName(RealModels.OcrClassifier)}") { CredentialsSecret = "s3-reader" });
            await space.WaitReadyAsync("ocr");

            using var client = await space.ClientAsync("ocr");
            (await client.InferAsync("softmax_0.tmp_0", InputTensor.Random("x", 6, 1, 3, 48, 192))).Length.ShouldBe(2);
        });

    [Fact]
    public Task A_model_on_a_persistent_volume_is_served_from_it() =>
        InNamespaceAsync(async space =>
        {
            await using var volume = await HostVolume.CreateAsync(space.Name, "models", RealModels.OcrClassifier);

            await space.ApplyAsync(new ModelManifest("ocr", $"pvc://models/{Path.GetFileName(RealModels.OcrClassifier)}"));
            await space.WaitReadyAsync("ocr");

            using var client = await space.ClientAsync("ocr");
            (await client.InferAsync("softmax_0.tmp_0", InputTensor.Random("x", 7, 1, 3, 48, 192))).Length.ShouldBe(2);
        });

    [Fact]
    public Task Status_says_which_bytes_are_served_and_by_which_provider() =>
        InNamespaceAsync(async space =>
        {
            await space.ApplyAsync(new ModelManifest("ocr", Cluster.ModelUri(Path.GetFileName(RealModels.OcrClassifier))) { Version = "7", Gpus = 1 });
            await space.WaitReadyAsync("ocr");

            var status = (await space.UntilAsync("ocr", "a digest", node => node["status"]?["versions"]?[0]?["digest"] is not null))["status"]!;
            var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(RealModels.OcrClassifier)));
            ((string?)status["version"]).ShouldBe("7");
            ((string?)status["versions"]![0]!["digest"]).ShouldBe($"sha256:{digest}");
            ((string?)status["versions"]![0]!["provider"]).ShouldBe("CPU");
            ((int?)status["readyReplicas"]).ShouldBe(1);
        });

    private string Example(string name) =>
        File.ReadAllText(Path.Join(RepositoryPaths.Root, "examples", $"{name}.yaml"))
            .Replace("http://198.18.0.1:8800/", Cluster.ModelUri(""), StringComparison.Ordinal);

    private static string Identity(JsonNode pod) =>
        $"{pod["metadata"]!["uid"]} {pod["status"]!["containerStatuses"]![0]!["restartCount"]}";
}
