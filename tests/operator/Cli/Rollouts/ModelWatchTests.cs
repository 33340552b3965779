using Slipway.Api;
using Slipway.Cli.Commands;
using Slipway.Cli.Rollouts;
using Slipway.Kubernetes.Client;
using Slipway.Kubernetes.Models;
using Slipway.Local.Client;
using Slipway.Local.Store;
using Slipway.Tests.Support;
using Slipway.Tests.Support.Processes;

namespace Slipway.Cli.Tests.Rollouts;

/// <summary>Following a model: on a terminal, in a pipeline's log, and as JSON.</summary>
public sealed class ModelWatchTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-01-02T03:04:05Z");

    [Fact]
    public void On_a_terminal_the_picture_has_progress_shares_and_verdicts()
    {
        var writer = new StringWriter();
        var console = Terminal.Console(writer);
        console.Write(RolloutPicture.Draw(Rolling(), Now));
        var text = writer.ToString();

        text.ShouldContain("vision/ocr  RollingOut: Version 2: [step] 1");
        text.ShouldContain("█████░░░░░░░░░░░░░░░ 25 %  step 1 of 4  Baking for 72s");
        text.ShouldContain("■■■·······");
        text.ShouldContain("■■■■■■■■··");
        text.ShouldContain("ErrorRate");
        text.ShouldContain("Held up by: gateway g1 does not route by the new shares yet");
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(121, "2m")]
    [InlineData(7_300, "2h")]
    [InlineData(200_000, "2d")]
    public void Ages_are_written_as_kubectl_does(int seconds, string expected) => RolloutBar.Age(TimeSpan.FromSeconds(seconds)).ShouldBe(expected);

    [Fact]
    public void Between_rollouts_there_is_no_bar() => RolloutBar.Of(new RolloutStatus { Phase = "Stable" }, Now).ShouldBeNull();

    [Theory]
    [InlineData("True", "False", false, 3, true)]
    [InlineData("False", "True", true, 3, true)]
    [InlineData("False", "False", true, 3, false)]
    [InlineData("True", "False", true, 3, false)]
    [InlineData("True", "False", false, 2, false)]
    public void Settled_is_what_is_ready_or_stalled_of_the_present_spec(string ready, string stalled, bool isUnderWay, long observed, bool expected)
    {
        var model = Rolling();
        model.Metadata.Generation = 3;
        model.Status.ObservedGeneration = observed;
        model.Status.Conditions = [new() { Type = "Ready", Status = ready }, new() { Type = "Stalled", Status = stalled }];
        model.Status.Rollout!.Canary = isUnderWay ? "bbb" : null;

        ModelWatch.IsSettled(model).ShouldBe(expected);
    }

    [Theory]
    [InlineData(false, "True", ExitCodes.Ok)]
    [InlineData(false, "False", ExitCodes.Failed)]
    [InlineData(true, "True", ExitCodes.Ok)]
    public async Task Without_a_terminal_each_change_is_a_line_until_the_end_which_is_the_exit_code(bool asJson, string ready, int expected)
    {
        var client = await StoredAsync();
        var writer = new StringWriter();
        var watching = WatchOption.RunAsync(client, (await GetAsync(client))!, untilSettled: true, asJson, writer, default);
        var model = (await GetAsync(client))!;
        model.Status = Rolling().Status;
        model.Status.ObservedGeneration = model.Metadata.Generation;
        model.Status.Rollout = new RolloutStatus { Phase = ready == "True" ? "Stable" : "Aborted" };
        model.Status.Conditions = [new() { Type = "Ready", Status = ready, Reason = "Done", Message = "Over." }, new() { Type = "Stalled", Status = ready == "True" ? "False" : "True" }];
        await client.UpdateStatusAsync(model, WriteOptions.Default, default);

        (await watching.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(expected);
        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldContain(asJson ? "{" : "vision/ocr: not looked at yet");
        lines[1].ShouldContain(asJson ? "\"rollout\":{\"phase\":\"Stable\"}" : $"vision/ocr: Ready={ready} Done: Over.");
    }

    [Fact]
    public async Task Whoever_has_seen_enough_ends_it_and_a_model_that_goes_is_a_failure()
    {
        var client = await StoredAsync();
        using var stop = new CancellationTokenSource();
        var writer = new StringWriter();
        var watching = WatchOption.RunAsync(client, (await GetAsync(client))!, untilSettled: false, asJson: false, writer, stop.Token);
        await stop.CancelAsync();
        (await watching.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(ExitCodes.Ok);

        var gone = WatchOption.RunAsync(client, (await GetAsync(client))!, untilSettled: true, asJson: false, writer, default);
        await client.DeleteAsync<ModelDeployment>("ocr", "vision", DeleteOptions.Background, default);
        (await gone.WaitAsync(TimeSpan.FromSeconds(30))).ShouldBe(ExitCodes.Failed);
    }

    [Theory]
    [InlineData("/usr/local/bin/kubectl-slipway", "kubectl slipway")]
    [InlineData("/usr/local/bin/slipway", "slipway")]
    [InlineData("dotnet", "slipway")]
    [InlineData(null, "slipway")]
    public void The_name_is_the_one_that_people_typed(string? called, string expected) => ProgramName.Of(called).ShouldBe(expected);

    [Fact]
    public async Task A_link_named_kubectl_slipway_is_a_plugin_of_kubectl()
    {
        using var folder = new TemporaryDirectory();
        var link = folder.Join("kubectl-slipway");
        File.CreateSymbolicLink(link, Path.Join(AppContext.BaseDirectory, "slipway"));

        var ended = await ChildProcess.RunAsync(link, ["rollout", "undo", "ocr"]);

        ended.ExitCode.ShouldBe(ExitCodes.Usage, ended.Errors);
        ended.Errors.ShouldContain("kubectl slipway: Option '--to' is required.");
        ended.Errors.ShouldContain("Try 'kubectl slipway rollout undo --help'.");
    }

    private static async Task<LocalKubernetesClient> StoredAsync()
    {
        ApiRegistration.Register();
        var store = new ObjectStore();
        store.AddNamespace("vision");
        store.AddCustomKind(typeof(ModelDeployment));
        var client = new LocalKubernetesClient(store);
        await client.CreateAsync(
            new ModelDeployment { Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" }, Spec = Rolling().Spec }, WriteOptions.Default, default);
        return client;
    }

    private static Task<ModelDeployment?> GetAsync(LocalKubernetesClient client) => client.GetAsync<ModelDeployment>("ocr", "vision", default);

    private static ModelDeployment Rolling() => new()
    {
        Metadata = new V1ObjectMeta { Name = "ocr", Namespace = "vision" },
        Spec = new ModelDeploymentSpec { Model = new ModelSpec { Uri = "https://models.example/ocr.onnx" } },
        Status = new ModelDeploymentStatus
        {
            Conditions = [new() { Type = "Ready", Status = "False", Reason = "RollingOut", Message = "Version 2: [step] 1" }],
            Versions =
            [
                new() { Version = "2", Revision = "bbb", Phase = "Canary", Weight = 25, Ready = 1, Replicas = 1, Provider = "CUDA" },
                new() { Version = "1", Revision = "aaa", Phase = "Serving", Weight = 75, Ready = 2, Replicas = 2, Provider = "CUDA" },
            ],
            Rollout = new RolloutStatus
            {
                Phase = "Baking",
                Canary = "bbb",
                Step = 1,
                Steps = 3,
                Weight = 25,
                Since = Now - TimeSpan.FromSeconds(72),
                BlockedBy = "gateway g1 does not route by the new shares yet",
                Verdicts = [new() { Name = "ErrorRate", Verdict = "Pass", Message = "0 % of 300 requests failed", Failures = 0 }],
            },
        },
    };
}
