using System.Diagnostics;
using Slipway.Api;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.SystemTests.Harness;
using Slipway.Tests.Support;
using Xunit.Abstractions;

namespace Slipway.SystemTests;

public sealed class ServingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_manifest_becomes_an_answer()
    {
        var watch = Stopwatch.StartNew();
        await using var system = await LocalSystem.StartAsync();
        await system.ApplyAsync("ocr", "1");

        (await system.AskWhenRoutedAsync("ocr")).ShouldBe("1");

        output.WriteLine($"From nothing to the first answer: {watch.Elapsed.TotalSeconds:0.00} s");
        var model = await system.UntilReadyAsync("ocr", "1");
        (await Eventually.GetAsync(async () => (await system.Client.GetAsync<ModelDeployment>("ocr", "default", CancellationToken.None))!.Status.Versions![0].Provider, "the provider", LocalSystem.Patience))
            .ShouldBe(ExecutionProvider.Cpu);
        model.Status.Readiness.ShouldBe("1/1");
    }

    [Theory]
    [InlineData("none.onnx", null, RuntimeReasons.ModelNotFound)]
    [InlineData("corrupt.onnx", null, RuntimeReasons.ModelLoadFailed)]
    [InlineData("good.onnx", "0000000000000000000000000000000000000000000000000000000000000000", RuntimeReasons.DigestMismatch)]
    public async Task A_model_that_cannot_be_served_says_why(string file, string? digest, string reason)
    {
        await using var system = await LocalSystem.StartAsync();
        await system.ApplyAsync("ocr", "1", file, adapt: spec => spec.Model.Sha256 = digest);

        await system.UntilReasonAsync("ocr", reason);
    }

    [Fact]
    public async Task A_new_version_takes_over_under_traffic_and_a_bad_one_does_not()
    {
        await using var system = await LocalSystem.StartAsync();
        await system.ApplyAsync("ocr", "1");
        await system.UntilReadyAsync("ocr", "1");
        await using var traffic = system.StartTraffic("ocr");
        await Eventually.TrueAsync(() => traffic.Count("1") > 5, "answers of version 1", LocalSystem.Patience);

        await system.ApplyAsync("ocr", "2");
        await system.UntilReadyAsync("ocr", "2");
        await Eventually.TrueAsync(() => traffic.Count("2") > 5, "answers of version 2", LocalSystem.Patience);
        await system.ApplyAsync("ocr", "3", "corrupt.onnx");
        await system.UntilReasonAsync("ocr", RuntimeReasons.ModelLoadFailed);
        var before = traffic.Count("2");
        await Eventually.TrueAsync(() => traffic.Count("2") > before + 5, "more answers of version 2", LocalSystem.Patience);

        var report = await traffic.StopAsync();
        report.Failures.ShouldBeEmpty();
        report.Count("3").ShouldBe(0);
    }

    [Fact]
    public async Task Scaling_and_losing_a_runtime_lose_no_request()
    {
        await using var system = await LocalSystem.StartAsync();
        await system.ApplyAsync("ocr", "1");
        await system.UntilReadyAsync("ocr", "1");
        await using var traffic = system.StartTraffic("ocr");

        await system.Client.SetScaleAsync<ModelDeployment>("ocr", "default", 3, CancellationToken.None);
        await system.UntilAsync("ocr", model => model.Status.Readiness == "3/3", "three replicas");
        var lost = (await system.ReadyPodsAsync("ocr"))[0];
        RuntimeProcesses.Kill(lost);
        await Eventually.TrueAsync(
            async () => (await system.ReadyPodsAsync("ocr")) is var pods && pods.Count == 3 && pods.Any(pod => pod.Status.ContainerStatuses![0].RestartCount == 1),
            "the runtime to be started again",
            LocalSystem.Patience);
        await system.Client.SetScaleAsync<ModelDeployment>("ocr", "default", 1, CancellationToken.None);
        await Eventually.TrueAsync(async () => (await system.ListAsync<V1Pod>()).Count == 1, "one pod", LocalSystem.Patience);

        (await traffic.StopAsync()).Failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task Deleting_a_model_leaves_nothing()
    {
        await using var system = await LocalSystem.StartAsync();
        await system.ApplyAsync("ocr", "1");
        await system.UntilReadyAsync("ocr", "1");
        await system.ApplyAsync("ocr", "2", "none.onnx");
        await system.UntilReasonAsync("ocr", RuntimeReasons.ModelNotFound);

        await system.Client.DeleteAsync<ModelDeployment>("ocr", "default", DeleteOptions.Background, CancellationToken.None);

        await Eventually.TrueAsync(async () => (await system.ListAsync<V1Pod>()).Count == 0, "no pod", LocalSystem.Patience);
        (await system.ListAsync<V1Deployment>()).ShouldBeEmpty();
        (await system.ListAsync<V1ReplicaSet>()).ShouldBeEmpty();
        (await system.ListAsync<V1Service>()).ShouldBeEmpty();
        (await system.ListAsync<V1ControllerRevision>()).ShouldBeEmpty();
        (await system.ListAsync<V1NetworkPolicy>()).ShouldBeEmpty();
        (await system.ListAsync<V1ServiceAccount>()).ShouldBeEmpty();
        RuntimeProcesses.With(system.Scratch).ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(system.Scratch).ShouldBeEmpty();
    }

    [Fact]
    public async Task Models_wait_for_a_GPU_and_get_it_when_it_is_free()
    {
        await using var system = await LocalSystem.StartAsync(options => options with { Gpus = 1 });
        static void OnGpu(ModelDeploymentSpec spec)
        {
            spec.Runtime = new() { ExecutionProviders = [ExecutionProvider.Cuda, ExecutionProvider.Cpu] };
            spec.Resources = new() { Gpu = new() { Count = 1 } };
        }

        await system.ApplyAsync("first", "1", adapt: OnGpu);
        await system.UntilReadyAsync("first", "1");
        await system.ApplyAsync("second", "1", adapt: OnGpu);
        await system.UntilReasonAsync("second", Reasons.WaitingForGpu);
        await system.Client.DeleteAsync<ModelDeployment>("first", "default", DeleteOptions.Background, CancellationToken.None);

        await system.UntilReadyAsync("second", "1");
    }
}
